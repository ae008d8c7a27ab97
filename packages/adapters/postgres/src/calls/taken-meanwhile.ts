/** Somebody else took, decided or completed a record between our look and our storing: what is to become of it is looked at afresh. */
export class TakenMeanwhile extends Error {}
