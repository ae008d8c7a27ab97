import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import type { RecordFacts } from "../record-facts.ts";
import { elementAt, parseXml, textAt, type XmlElement } from "../records/parse-xml.ts";
import { xmlRecords } from "../records/xml-records.ts";
import type { Source } from "../source.ts";
import { decodedVariables, freeswitchFacts } from "./freeswitch-facts.ts";
import { postedBody } from "./posted-body.ts";

/*
 * FreeSWITCH mod_xml_cdr: one document a file, `[a_]<uuid>.cdr.xml`, or one a POST, then often encoded.
 *
 *   <cdr>
 *     <variables>                      channel variables, URL-encoded; of names that repeat the first counts
 *     <callflow> … </callflow>         one for each time that the call was sent somewhere, newest first: the last is how it began
 *       <caller_profile>               caller_id_number, destination_number; <originator> on a B leg alone. Never encoded.
 *
 * Reference: cdr and rate decks, section 2.3.
 */
export const freeswitchXml: Format = {
  split: postedBody(xmlRecords({ element: "cdr" })),
  open: (source) => (record) => {
    const root = parseXml(record.text());
    const variables = root === null ? undefined : elementAt(root, "variables");
    if (root === null || variables === undefined)
      return unreadable("RECORD_NOT_XML", "the document is no <cdr> with <variables>");
    return factsOf(root, variables, source);
  },
};

function factsOf(root: XmlElement, variables: XmlElement, source: Source): RecordFacts | Fault {
  const texts = new Map(variables.children.map(({ name, text }) => [name, text] as const).toReversed());
  const flow = root.children.filter(({ name }) => name === "callflow");
  const oldest = flow.at(-1);
  return freeswitchFacts(
    {
      variable: decodedVariables((name) => texts.get(name) ?? ""),
      profile:
        oldest === undefined
          ? null
          : {
              from: textAt(oldest, "caller_profile/caller_id_number"),
              to: textAt(oldest, "caller_profile/destination_number"),
            },
      hasOriginator: flow.some((one) => elementAt(one, "caller_profile/originator") !== undefined),
    },
    source,
  );
}
