import { z } from "zod";
import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { jsonRecords } from "../records/json-records.ts";
import { decodedVariables, freeswitchFacts } from "./freeswitch-facts.ts";
import { parsedObject } from "./parsed-object.ts";
import { postedBody } from "./posted-body.ts";

/*
 * FreeSWITCH mod_json_cdr: one JSON document a file, `[a_]<uuid>.cdr.json`, or one a POST, then often encoded.
 *
 *   variables   { name: text, … }   channel variables, URL-encoded where `encode-values` is on (its stamps then hold `%3A`)
 *   callflow    [ { caller_profile: { caller_id_number, destination_number, originator? } }, … ]
 *               newest first: a transfer adds one in front. The last is how the call began. Never encoded. Releases up to 1.4 write
 *               no list, but `callflow` once more for each: the last one counts here too.
 */
const Profile = z.looseObject({
  caller_id_number: z.string().optional(),
  destination_number: z.string().optional(),
  originator: z.unknown().optional(),
});
const Flow = z.looseObject({ caller_profile: Profile.optional() });
const Document = z.looseObject({
  variables: z.record(z.string(), z.unknown()),
  callflow: z.union([z.array(Flow), Flow.transform((flow) => [flow])]).optional(),
});

export const freeswitchJson: Format = {
  split: postedBody(jsonRecords()),
  open: (source) => (record) => {
    const document = Document.safeParse(parsedObject(record.text().replace("\uFEFF", "")));
    if (!document.success)
      return unreadable("RECORD_NOT_JSON", "the record is no JSON document with `variables`");
    const { variables, callflow = [] } = document.data;
    const oldest = callflow.at(-1)?.caller_profile;
    return freeswitchFacts(
      {
        variable: decodedVariables((name) => textOf(variables[name])),
        profile: { from: oldest?.caller_id_number ?? "", to: oldest?.destination_number ?? "" },
        hasOriginator: callflow.some(({ caller_profile }) => caller_profile?.originator !== undefined),
      },
      source,
    );
  },
};

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
