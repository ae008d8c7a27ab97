export { Document, isMap, isScalar, isSeq, parse, parseDocument, Scalar, stringify, visit } from "yaml";
