/** How the switches of the simulated company are described; its accounts are those of the small company. */
export const SOURCES: Readonly<Record<string, string>> = {
  "rate-cards/companies/small/sources/old.yaml": `id: old
description: A switch that writes no key.
format: asterisk-csv
zone: America/New_York
attribution: [number]
carrierTrunks: [PJSIP/carrier]
`,
  "rate-cards/companies/small/sources/sip.yaml": `id: sip
description: A proxy that writes INVITE and BYE.
format: flatstore
zone: America/New_York
attribution: [number]
columns: [method, from_tag, to_tag, callid, sip_code, sip_reason, time, from, to]
estimateAfterHours: 48
`,
  "rate-cards/companies/small/alerts/watched.yaml": `id: watched
description: Every answered call of the month is counted once.
accounts: all
measure: calls
threshold: "1"
`,
};
