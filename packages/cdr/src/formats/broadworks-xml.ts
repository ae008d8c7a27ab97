import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { parseXml, textAt, type XmlElement } from "../records/parse-xml.ts";
import { xmlRecords } from "../records/xml-records.ts";
import { broadworksFacts, type RecordName } from "./broadworks-facts.ts";
import type { Column } from "./named-columns.ts";

/*
 * BroadWorks XML: `<broadWorksCDR>` with a `<cdrData>` for each record. Absent elements are left out.
 *
 *    headerModule   recordId (eventCounter, systemId, date, systemTimeZone)  serviceProvider  type
 *    basicModule    userNumber  direction  asCallType  callingNumber  calledNumber  startTime  answerTime  releaseTime  …
 *    centrexModule  group  trunkGroupName  …
 *    ipModule       route  networkCallID  …
 *
 * A name stands in one module only, so fields are found by it alone. What they mean is in broadworks-facts.ts.
 */
export const broadworksXml: Format = {
  split: xmlRecords({ element: "cdrData" }),
  open(source, tools) {
    const factsOf = broadworksFacts(source, tools);
    return (record) => {
      const data = parseXml(record.text());
      if (data === null) return unreadable("RECORD_NOT_XML", "the record is not well-formed");
      return factsOf(fieldsOf(data), nameIn(data));
    };
  },
};

function fieldsOf(data: XmlElement): Column {
  const fields = new Map<string, string>();
  for (const module of data.children)
    for (const { name, text } of module.children) if (!fields.has(name)) fields.set(name, text);
  return (name) => fields.get(name) ?? "";
}

/** Its parts in the order in which the CSV writes them in one piece: the same record has the same key in both. */
function nameIn(data: XmlElement): RecordName {
  const part = (name: string): string => textAt(data, `headerModule/recordId/${name}`);
  const [counter, system] = [part("eventCounter"), part("systemId")];
  return {
    key: [counter, system, part("date"), part("systemTimeZone")].join(""),
    counted: /^\d{1,15}$/.test(counter) ? { system, counter: Number(counter) } : null,
  };
}
