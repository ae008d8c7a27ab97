/**
 * Every problem code of the product, once. `docs/problems.md` is generated from this list.
 *
 * `meaning` says what was found, `wayOut` what a person can do about it; a Problem may say either more exactly.
 */
export const problemCatalogue = {
  ACCOUNT_CODE_TWICE: {
    meaning: "An account code, or an account's id, means two accounts.",
    wayOut: "Leave the code with one of the accounts; what switches write must name exactly one.",
  },
  ACCOUNT_UNKNOWN: {
    meaning: "A document names an account that is not there.",
    wayOut: "Correct the id, or load the account.",
  },
  ALERT_UNKNOWN: {
    meaning: "No open alert has the number that was given.",
    wayOut: "Take the number from `tollwright alerts`; one that was settled stays settled.",
  },
  ALLOCATION_SUM: {
    meaning: "The components of a bundle do not add up to it.",
    wayOut:
      "Correct the shares so that they add up to 1, or the amounts to the price; where the price changed, add an allocation from that day.",
  },
  BACKUP_DAMAGED: {
    meaning: "A backup does not hold what its manifest says: a file is missing, cut off or changed.",
    wayOut: "Use another copy of the backup; nothing was restored from this one.",
  },
  BACKUP_EXISTS: {
    meaning: "A backup is to be written where something lies already.",
    wayOut: "Name a folder that does not exist; a backup is never written over another.",
  },
  BACKUP_MISSING: {
    meaning:
      "The folder is no backup: it has no manifest, or the backup was interrupted before the manifest was written.",
    wayOut: "Name the folder that `tollwright backup` wrote, or take the backup again.",
  },
  BALANCE: {
    meaning:
      "The books do not balance: an equation of records or milliseconds does not hold, or the ledger differs from the rows.",
    wayOut: "Do not bill the period; report the difference with `tollwright audit --json`.",
  },
  BILL_AMOUNT: {
    meaning: "An amount, rate or number of seconds on a line of a vendor's bill cannot be read.",
    wayOut: "Correct the line, or name the right column in the vendor's `bill`; nothing was compared.",
  },
  BILL_COLUMN_MISSING: {
    meaning: "The vendor's bill has no column of the name that his document gives.",
    wayOut: "Name the columns as the first line of the file does, in `bill` of the vendor's document.",
  },
  BILL_TO: {
    meaning:
      "An account is billed to one that cannot carry it: it is not there, is a site itself, or differs in legal entity, currency, zone or bill day.",
    wayOut:
      "Bill the site to a paying account of the same legal entity, currency, zone and bill day, one level up.",
  },
  BROKER_LOG_CUT: {
    meaning:
      "The broker no longer has messages that were never stored, or has lost some that were: its topic was deleted and made again, or messages were deleted before they were read.",
    wayOut:
      "Keep the engines stopped and look at the topic. Calls that are missing stand as in transit in `tollwright audit`; `tollwright intake resend` sends them again, to another KAFKA_TOPIC: docs/kafka.md says how.",
  },
  BROKER_NOT_STARTED: {
    meaning: "A Kafka broker of our own could not be started.",
    wayOut:
      "The message says why: it takes Java 17 or later and Maven. Or set KAFKA_BROKERS to a broker of your own.",
  },
  BROKER_REFUSED: {
    meaning: "A Kafka broker answers and does not let us in, or its certificate is not to be trusted.",
    wayOut:
      "Correct KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or KAFKA_TLS_CA, which has to hold the authority that signed the brokers' certificates; a certificate is for the names in KAFKA_BROKERS.",
  },
  BROKER_UNREACHABLE: {
    meaning: "The Kafka brokers that KAFKA_BROKERS names do not answer.",
    wayOut:
      "Check KAFKA_BROKERS (host:port,host:port), the brokers and their network, and whether KAFKA_TLS and KAFKA_SASL_MECHANISM are set where the brokers ask for them.",
  },
  BROKER_UNSUITABLE: {
    meaning: "A Kafka broker answers, and does not know the requests that we need.",
    wayOut:
      "It takes Apache Kafka 2.1 or later, or a broker that speaks its protocol; docs/kafka.md says which releases were tried.",
  },
  BROKER_WRITE_FAILED: {
    meaning:
      "A Kafka broker answers, and does not keep what is sent: its disk is full or broken, fewer replicas are in sync than the topic asks for, the topic is gone, or takes smaller messages only.",
    wayOut:
      "Look at the brokers' logs, their disks, and the topic with its `min.insync.replicas` and `max.message.bytes`; then run the same command again: it goes on from what is noted.",
  },
  CALCULATOR_UNKNOWN: {
    meaning: "A calculation was asked for under a name that no calculator has.",
    wayOut: "Use one of the names that the message lists; `tollwright calc --help` shows an example of each.",
  },
  CALL_INCOMPLETE: {
    meaning:
      "The closing record of a call is there, and with the other pieces it makes no call: the opening record never came, or the pieces contradict each other.",
    wayOut:
      "Get the missing record from the switch and send it: the pieces then join by themselves; or write the piece off with a name and a reason.",
  },
  CALL_UNFINISHED: {
    meaning:
      "The record was taken while its call was still ringing or going on, so it does not say how it ended.",
    wayOut: "Ask for the record again once the call is over and read it; then write this one off.",
  },
  CALL_UNKNOWN: {
    meaning: "No call has the key that was asked for.",
    wayOut: "Take the key from the itemised CSV, or from `tollwright suspended`.",
  },
  CERTIFICATE_EMPTY: {
    meaning: "An exemption certificate names nothing that it exempts from.",
    wayOut: "Give the certificate at least one of levies, families, kinds, levels, serviceClasses.",
  },
  CERTIFICATE_UNKNOWN: {
    meaning: "An account has no exemption certificate of that name, or no file is kept for it.",
    wayOut: "See `tollwright taxes certificates`; keep a file with `tollwright taxes certificates keep`.",
  },
  CLOCK_OFF: {
    meaning: "The clock of this machine and that of the database server differ by more than two seconds.",
    wayOut:
      "Let both machines take their time from one source (NTP), and start again: records are judged, and versions put in force, by these clocks.",
  },
  CLOSING_RECORD_MISSING: {
    meaning: "The closing record of a call never came, and no piece of it says how long the call was.",
    wayOut: "Get the record from the switch and send it; or write the piece off with a name and a reason.",
  },
  CONFLICTS_OPEN: {
    meaning:
      "Records of the period stand in conflict with a call that has the same key, and nobody has decided.",
    wayOut:
      "List them with `tollwright suspended list --bucket conflict --raw` and decide each with `tollwright suspended decide` (the stored call stands) or `tollwright suspended replace` (this record bills), ID --by NAME --reason TEXT.",
  },
  CPS_WHOLE_SECONDS: {
    meaning: "Calls per second are to be billed, and the source writes only whole seconds.",
    wayOut:
      "Have the switch write fractions of seconds, or take callsPerSecond out of the product; nothing is billed for them meanwhile.",
  },
  CURRENCY_DIFFERS: {
    meaning: "Two documents that are billed together are in different currencies.",
    wayOut: "Give the plan, its decks and the account's legal entity one currency.",
  },
  CYCLE: {
    meaning: "Levies stand in each other's base, and are no self-including group.",
    wayOut:
      "Take one of them out of the other's `baseIncludes`, or give all of them one `selfIncluding` group.",
  },
  DATABASE_LOST: {
    meaning: "The database went away in the middle of the work.",
    wayOut: "Run the same command again: what was stored stays, and it goes on from there.",
  },
  DATABASE_NOT_EMPTY: {
    meaning: "A backup is to be restored into a database that holds something.",
    wayOut: "Restore into a new data folder, or an empty database of its own.",
  },
  DATABASE_UNREACHABLE: {
    meaning: "The server that DATABASE_URL names does not answer, or does not let us in.",
    wayOut:
      "Check DATABASE_URL (postgresql://user:password@host:port/name), the server and its network; without DATABASE_URL a server of our own is started.",
  },
  DATABASE_UNSUITABLE: {
    meaning:
      "The database cannot serve: an old server, another encoding, rights that are missing, or a schema that this program does not know.",
    wayOut:
      "Use Postgres 15 or later, a database in UTF8 whose owner we are, and the program that last wrote to it or a newer one.",
  },
  DATA_IN_USE: {
    meaning: "What should be removed is in use by another command.",
    wayOut: "Wait until the other command has ended, or stop it with Ctrl-C; then run this one again.",
  },
  DATES_OVERLAP: {
    meaning: "Two entries that may not hold on the same day do.",
    wayOut: "End the first with `until` on the day on which the second begins with `from`.",
  },
  DATES_REVERSED: {
    meaning: "A range of dates ends on or before the day on which it starts.",
    wayOut: "Let `until` be the first day on which it no longer holds; it must be later than `from`.",
  },
  DATE_MISSING: {
    meaning: "A levy goes by a date that the charge does not carry.",
    wayOut:
      "Give the charge the date that the levy's `datedBy` names (billDate, period or usageAt), or date the levy otherwise.",
  },
  DATE_OUT_OF_PERIOD: {
    meaning: "A day that splits a period does not lie in it.",
    wayOut: "Give a day from the period's first to its last.",
  },
  DATE_OUT_OF_RANGE: {
    meaning: "A call lies too far back or ahead of the day of reading.",
    wayOut:
      "Check the clock of the switch; if the date is right, widen the source's `window` and read the file again.",
  },
  DECK_CLASS: {
    meaning: "A usage product prices a class of call by a deck that has no price for it.",
    wayOut: "Price the class flat, per call or free, or name a deck of the kind that fits.",
  },
  DECK_CONFLICT: {
    meaning: "Two deliveries of a deck price one prefix differently from the same day on.",
    wayOut: "Withdraw the delivery that is wrong, or give the newer one a later effective date.",
  },
  DECK_EXCHANGES_MISSING: {
    meaning:
      "A deck by company (OCN) or LATA is loaded, and no table of exchanges says which numbers are whose.",
    wayOut: "Load numbering/exchanges.csv with the columns ocn and lata; until then its calls are suspended.",
  },
  DECK_EXISTS: {
    meaning: "Rates are to be imported into a folder that has a deck.yaml already.",
    wayOut: "Name another folder with --out; a deck that somebody may have corrected is never written over.",
  },
  DECK_FILE: {
    meaning:
      "A file of rates is neither CSV nor a workbook that can be read, or an archive of several files.",
    wayOut: "Save it as .xlsx or .csv, one table in one file, and name that.",
  },
  DECK_GAP: {
    meaning:
      "A price of a prefix ends before the next one begins: between them a shorter prefix prices its calls, or nothing does.",
    wayOut: "Let the row hold until the next one begins, unless the gap is meant.",
  },
  DECK_GUESS: {
    meaning:
      "A file of rates has no column that can be told to be the codes, or none that can be told to be the prices.",
    wayOut: "Write deck.yaml by hand (docs/rate-decks.md), or ask the sender what the columns mean.",
  },
  DECK_HEADING: {
    meaning: "The rows of a deck do not have a column that deck.yaml names, or have it twice.",
    wayOut: 'Correct the heading in deck.yaml, or name the column by its number: "#4".',
  },
  DECK_OFF_PEAK_DEARER: {
    meaning:
      "Rows of a deck cost more in the off-peak times than in all others: the two columns may be mistaken for each other.",
    wayOut:
      "Compare the columns and offPeak.when with the contract; where the sender means it, nothing needs doing.",
  },
  DECK_OVERLAP: {
    meaning:
      "A price of a prefix is said to hold longer than until the next one begins: the later one takes its place.",
    wayOut: "Correct the end of the row, or the beginning of the next.",
  },
  DECK_PREFIX_REPEATED: {
    meaning: "A deck lists one prefix twice at one price: harmless, and counted once.",
    wayOut: "Nothing needs doing; ask the sender to list each prefix once.",
  },
  DECK_PREFIX_TWICE: {
    meaning: "A deck gives one prefix two prices from the same day on.",
    wayOut: "Ask the sender which price holds and delete the other row.",
  },
  DECK_PRICE_FAR: {
    meaning:
      "A price of a deck is many times dearer or cheaper than the middle price of its country or area code.",
    wayOut: "Ask the sender whether it is meant; a shifted column or a lost decimal point looks like this.",
  },
  DECK_ROW: {
    meaning: "A row of a deck cannot be read as a price of a prefix. Nothing of that deck was loaded.",
    wayOut:
      "Correct the cell in the CSV, or have the deck sent again; where it is meant so, say it in deck.yaml (rateCeilingPerMinute, zeroRateIsFree, blockedRates).",
  },
  DECK_ROWS_MISSING: {
    meaning: "deck.yaml names a file of rows that is not in its folder.",
    wayOut: "Put the CSV beside deck.yaml, or correct `rows` in deck.yaml.",
  },
  DECK_ROW_HIDDEN: {
    meaning: "A row of a deck prices no number, for every longer prefix has its own price.",
    wayOut: "Nothing needs doing; ask the sender whether the row is a leftover.",
  },
  DECK_SECTION: {
    meaning: "Rows among the prices of a deck hold names of sections or headings, and no price: harmless.",
    wayOut: "Look whether each is a name; a price whose code and amount were lost looks the same.",
  },
  DECK_STATED_CHANGE: {
    meaning: "The word that a deck has for a price, such as Increase, does not fit the price before and now.",
    wayOut: "Ask the sender which of the two holds: the price is billed, the word is not.",
  },
  DECK_UNCONFIRMED: {
    meaning: "A deck.yaml was guessed by `tollwright rates import`, and no person has confirmed it.",
    wayOut:
      "Look at its columns and at the doubts above them, correct what is wrong, and take out the line `confirmed: false`; or import again with --yes.",
  },
  DECK_UNUSED: {
    meaning: "A deck is loaded that no plan and no vendor names, so it prices nothing.",
    wayOut: "Name it in a plan or a vendor, or correct its id.",
  },
  DEMO_STOPPED: {
    meaning: "The demonstration met something that it cannot mend itself.",
    wayOut: "The lines above say what; run it again, or start over with `npm run demo -- --fresh`.",
  },
  DIALOG_START_UNKNOWN: {
    meaning:
      "A call record of a SIP proxy counts its seconds from the INVITE or from the answer, and the source does not say which.",
    wayOut: "Set `dialogStart` of the source, as `cdr_start_on_confirmed` of the proxy says, and recycle.",
  },
  DISK_FULL: {
    meaning: "There is no room left on the disk, or for this user.",
    wayOut: "Make room and run the same command again: what was stored stays, and it goes on from there.",
  },
  DOCUMENT_TWICE: {
    meaning: "Two files describe the same thing under one id.",
    wayOut: "Keep one of the files, or give the other its own id.",
  },
  DUPLICATE_CALL: {
    meaning: "A record has the key and the content of a call that is stored already.",
    wayOut: "Nothing to do: the call is billed once. If the switch reuses keys, give its source another key.",
  },
  EXEMPTION_ON_SITE: {
    meaning: "A site that is billed to another account carries an exemption certificate.",
    wayOut: "Move the certificate to the paying account: an invoice has one buyer.",
  },
  FAIR_USE_EXCEEDED: {
    meaning:
      "An account used more of an unlimited pool than its fair-use limit, and the plan leaves it to a person.",
    wayOut:
      "Talk to the customer, or give the pool's `fairUse.beyond` a price (`listPrice`, `unitPrice`) or a higher limit; until then the use is billed as included.",
  },
  FAULT: {
    meaning: "The program contradicts itself on this request: a fault of ours, not of the request.",
    wayOut: "Report the request with this message; other requests are answered as ever.",
  },
  FILE_COMPRESSION: {
    meaning: "A file is packed in a way that is not unpacked here; plain files, gzip and zstd are read.",
    wayOut: "Unpack it, or pack it with gzip or zstd, and give it again; all other files were read.",
  },
  FILE_CORRUPT: {
    meaning: "A compressed file is cut off or damaged, so nothing of it was stored.",
    wayOut: "Ask for the file again; all other files were read.",
  },
  FILE_MISSING: {
    meaning: "A path or a glob names no file; a pipe or a device is none.",
    wayOut: "Check the path; a glob needs quotes where the shell should leave it alone.",
  },
  FILE_NUMBER_MISSING: {
    meaning: "The numbers in the names of a source's files have a gap: a file never came.",
    wayOut:
      "Get the named files from the switch and send them; a pattern that finds the wrong number is corrected in the source's `fileSequence`.",
  },
  FILE_UNREADABLE: {
    meaning: "A file cannot be opened or read.",
    wayOut: "Check the path, its permissions and the disk; all other files were read.",
  },
  FINER_THAN_PLACES: {
    meaning:
      "An amount to be split has more decimals than its shares may have, so they could not add up to it.",
    wayOut: "Round the amount to `places` first, or raise `places`.",
  },
  FORM_UNKNOWN: {
    meaning: "A levy computes its amount in a way that is not built.",
    wayOut: "Use percent, perUnit or tiers; a new form is one file in packages/tax/src/forms.",
  },
  FUSF_OVER_CAP: {
    meaning:
      "The federal universal service line would exceed the contribution factor times the interstate portion of the bill (47 CFR 54.712).",
    wayOut: "Round the levy down, per line: `rounding: { mode: down, places: 2 }`.",
  },
  GAP_HELD: {
    meaning: "A tax figure is missing and somebody decided to hold the invoices for it.",
    wayOut: "Supply the figure or decide otherwise: tollwright gaps decide FILE. Then close again.",
  },
  GAP_UNDECIDED: {
    meaning: "A tax figure is missing for the period and nobody has decided what to do.",
    wayOut:
      "Decide it: tollwright gaps decide FILE (supply, billWithout, useLastKnown or confirm, with name, reason and expiry). Then close again.",
  },
  GROSS_UP_IMPOSSIBLE: {
    meaning: "The rates of a self-including group come to 1 or more, so no base can hold them.",
    wayOut: 'Correct the rates (shares: 7 % is "0.07") or the group of the levies.',
  },
  ID_TWICE: {
    meaning: "One document uses the same id for two things.",
    wayOut: "Give each its own id.",
  },
  INTAKE_ADDRESS: {
    meaning: "Nothing is taken at that address.",
    wayOut: "Post to /v1/intake/SOURCE, with the id of a source that is in force.",
  },
  INTAKE_BODY: {
    meaning:
      "The body of a post holds no records: it is empty, its form has no field `cdr`, or it cannot be decoded.",
    wayOut:
      "Post what the switch would write into a file, or a form with the records in its field `cdr`; nothing was stored.",
  },
  INTAKE_BUSY: {
    meaning: "More posts wait to be stored than there is room for.",
    wayOut: "Post it again a little later; nothing of this post was stored.",
  },
  INTAKE_ENCODING: {
    meaning: "The body of a post is packed or wrapped in a way that is not read here.",
    wayOut: "Post it plain, or with `Content-Encoding: gzip` or `zstd`; nothing was stored.",
  },
  INTAKE_PORT: {
    meaning: "Nobody can listen at that host and port.",
    wayOut: "Choose another port with --port, or end the program that listens there.",
  },
  INTAKE_TOKEN: {
    meaning: "A post does not carry the token that TOLLWRIGHT_INTAKE_TOKEN asks for.",
    wayOut: "Send `Authorization: Bearer TOKEN`, or the token as the password of basic authentication.",
  },
  INTAKE_TOKEN_UNSET: {
    meaning: "Other machines could post call records without saying who they are.",
    wayOut: "Set TOLLWRIGHT_INTAKE_TOKEN to a long random text, or listen at 127.0.0.1 only.",
  },
  INTAKE_TOO_LARGE: {
    meaning: "The body of a post is larger than the limit.",
    wayOut: "Post fewer records at a time, give the file to `tollwright ingest`, or raise --body-limit-mib.",
  },
  INTERIM_RECORD: {
    meaning:
      "The record tells how far a call had come, or comes from the second node of a pair: the record that closes the call bills it.",
    wayOut:
      "None is needed while closing records come; where one never does, write this record off and bill its call by hand.",
  },
  INTERSTATE_METHOD: {
    meaning:
      "A company divides the charges of a service class by a method that the class does not have, or by two on the same day.",
    wayOut:
      "Elect one method a class and day; a safe harbor exists for interconnected VoIP (class voip) only.",
  },
  INVALID_CSV: {
    meaning: "A CSV file cannot be read, or a row of it is not what its columns ask for.",
    wayOut: "Correct the line that is named, or have the file sent again.",
  },
  INVALID_DOCUMENT: {
    meaning: "A YAML or JSON document does not have the shape that its schema asks for.",
    wayOut: "Correct the field that `path` names; the README of its folder shows a whole example.",
  },
  INVALID_JSON: {
    meaning: "A text that should be one JSON document is empty or is not JSON.",
    wayOut: "Send one whole JSON value, in UTF-8; the message says where reading stopped.",
  },
  INVALID_NUMBER: {
    meaning: "The number that was dialled is no telephone number that could be called.",
    wayOut:
      "Look at the raw record; correct the switch's digits or the numbering data, then recycle the record.",
  },
  INVALID_YAML: {
    meaning: "A file cannot be read as YAML.",
    wayOut: "Correct the line that is named: indentation, quotes and doubled keys are the usual causes.",
  },
  INVOICE_UNKNOWN: {
    meaning: "No invoice with that number is issued.",
    wayOut: "List them with `tollwright show`.",
  },
  KAFKA_SETTING: {
    meaning: "A setting of the connection to Kafka cannot be used.",
    wayOut: "Correct the environment variable that the message names; `docs/kafka.md` lists them all.",
  },
  KEY_CONFLICT: {
    meaning: "A record has the key of a stored call and other content.",
    wayOut:
      "Compare both records (`tollwright suspended show ID`); then let the stored call stand (`tollwright suspended decide ID --by NAME --reason TEXT`), or bill this record in its place (`tollwright suspended replace ID --by NAME --reason TEXT`); if the switch gave one key to two calls, bill both (`tollwright suspended accept ID --by NAME --because TEXT`).",
  },
  KEY_ON_TWO_DAYS: {
    meaning: "One key was found on two days that are near each other.",
    wayOut:
      "Compare both records (`tollwright suspended show ID`); then let the stored call stand (`tollwright suspended decide ID --by NAME --reason TEXT`), or bill this record in its place, on its own day (`tollwright suspended replace ID --by NAME --reason TEXT`); if the switch gave one key to two calls, bill both (`tollwright suspended accept ID --by NAME --because TEXT`).",
  },
  LEGAL_ENTITY_UNKNOWN: {
    meaning: "The legal entity is not loaded, or there are several and none is named.",
    wayOut: "Name one with --entity, or load the company: tollwright load FOLDER --by NAME.",
  },
  LEVY_TABLE: {
    meaning: "A table of levies and its figures cannot be read together, or a row of them cannot be read.",
    wayOut: "Correct the row that is named; nothing of the table is loaded before all rows can be read.",
  },
  LEVY_TWICE: {
    meaning: "One levy stands in two places: in two tables, or in a table and in a file of its own.",
    wayOut:
      "Leave it in one of them; an operator's own figures go into `tax-overlays`, or into a table that `replaces` the other.",
  },
  LEVY_UNKNOWN: {
    meaning: "A base list, or an election of the seller, names a levy that is not there.",
    wayOut: "Correct the id, or add the levy; whole classes are named `family:\u2026` and `kind:\u2026`.",
  },
  LINE_UNKNOWN: {
    meaning: "An invoice has no charge or levy of that name.",
    wayOut: "Leave the line out to see every key.",
  },
  MARKER_RECORD: {
    meaning: "A record that marks the beginning, the end or a restart of something, and is no call.",
    wayOut: "Nothing is to be done; it is counted so that the records add up.",
  },
  MESSAGE_UNREADABLE: {
    meaning:
      "A message on the topic of calls is no call: it is damaged, foreign, or of a form that this program does not know.",
    wayOut:
      "Its bytes and the reason stand in the dead-letter topic. Find out who wrote it; one of a newer form is read after an upgrade, once it is sent again; then write the record off with a name and a reason.",
  },
  NOT_A_CALL: {
    meaning:
      "The record tells of no call: it copies one for a recorder, measures its quality, or notes a feature or event.",
    wayOut: "Nothing to do: records of calls are counted beside it.",
  },
  NOT_PERMITTED: {
    meaning: "The system does not let us read or write there.",
    wayOut: "Give the user that runs this the right to do it, or name another folder (--data, --out).",
  },
  NO_OWNER: {
    meaning:
      "No account owned the trunk, the account code or the number of an answered call at that instant.",
    wayOut:
      "Add the number, trunk name or account code to the account with the right dates, then recycle the record.",
  },
  NO_PLAN: {
    meaning: "The account that owns the call had no price plan on that day.",
    wayOut: "Give the account a plan whose dates cover the day, then recycle the record.",
  },
  NO_PRODUCT: {
    meaning: "The account's plan sells nothing for this class of call.",
    wayOut: "Add the class to a usage product of the plan, at a price or free, then recycle the record.",
  },
  NO_RATE: {
    meaning: "No row of the deck prices the number on that day.",
    wayOut: "Add a row for the prefix with an effective date that covers the call, then recycle the record.",
  },
  NO_SPLIT: {
    meaning: "A charge is mixed, a levy needs its interstate share, and nothing says what it is.",
    wayOut:
      "Elect a method for the service class (a traffic study, or the safe harbor of `voip`), or give the charge its actual `shares`.",
  },
  NO_TIER: {
    meaning: "A quantity lies beyond the last tier of its price, and nothing says what a unit costs there.",
    wayOut: "Leave the upTo of the last tier out, or add a tier; a unit beyond the tiers is never free.",
  },
  NUMBERING_COLUMN_MISSING: {
    meaning: "A table of area codes or country codes lacks a column that is needed.",
    wayOut: "Give the first line the headings that rate-cards/numbering/README.md names, in any order.",
  },
  NUMBERING_ROW_BROKEN: {
    meaning: "A row of the area codes or country codes cannot be read, or repeats a code.",
    wayOut: "Correct the row; all other rows are in use, and numbers of this code are invalid until then.",
  },
  NUMBER_CLIPPED: {
    meaning: "A number went through a spreadsheet, which saved it as `1.5E+12`: its digits are lost.",
    wayOut: "Send the file as the switch wrote it, not as a spreadsheet saved it.",
  },
  NUMBER_NOT_TEXT: {
    meaning:
      "A number with decimals stands in a document without quotes, where a reader may change its digits.",
    wayOut: "Write it in quotes: amounts and rates are decimal text.",
  },
  NUMBER_TWO_OWNERS: {
    meaning: "A telephone number belongs to two at the same time.",
    wayOut: "End the first with `until` on the day on which the second begins with `from`.",
  },
  OBSERVE_PORT: {
    meaning: "Metrics and health cannot be served at the port that was given.",
    wayOut: "Name another --observe-port, or end the process that listens there.",
  },
  OTHER_LEG: {
    meaning: "The record is the other leg of a call that is billed by one leg.",
    wayOut: "None is needed. Where a switch writes only this leg, set `billedLeg` of the source.",
  },
  PART_MERGED: {
    meaning: "A record that is a piece of a call which is stored under another record.",
    wayOut: "Nothing is to be done; it is counted so that the records add up.",
  },
  PART_WAITING: {
    meaning:
      "A piece of a call waits for the others: the record that opens or closes the call has not come yet.",
    wayOut:
      "Send the files that hold the other pieces; after the source's `estimateAfterHours` the call is billed by what is known.",
  },
  PATH_UNUSABLE: {
    meaning:
      "A path cannot be used: part of it is missing, is a file where a folder should be, or is too long.",
    wayOut: "Check the path, and the folders that it goes through.",
  },
  PERIOD_OVERLAPS: {
    meaning:
      "All days of the period that an account would close are on invoices of other periods, or its sites were billed until other days than it, so that one period cannot take up where all of them end.",
    wayOut:
      "Close the run of a later month; a site that was billed on another bill day is continued under its new payer as a new account, from the day of the change.",
  },
  PLACE_AMBIGUOUS: {
    meaning:
      "A level of a location's place cannot be told from its address: it is held, or chosen by the legal entity's policy.",
    wayOut:
      "Give coordinates or the ZIP+4, import the state's boundary file or city limits, or store the place.",
  },
  PLACE_FILE: {
    meaning: "A file of places, polygons or boundaries cannot be read: it is of another kind, or damaged.",
    wayOut: "Check that it is the file that the command names, whole, as its publisher delivers it.",
  },
  PLACE_NAME: {
    meaning:
      "A stored place names a county or a city that no levy of its state names, and that is nearly one that a levy does; or it has no Census code where levies go by code alone.",
    wayOut:
      "Correct the name, or give the Census code beside it (`countyFips`, `cityFips`): a place that carries its code is not asked about. Else the taxes of that county or city are not billed.",
  },
  PLACE_ROW: {
    meaning: "A row of a file of places or boundaries does not fit its layout; the other rows are kept.",
    wayOut: "Look at the row in the file; if the layout has changed, report it with one such row.",
  },
  PLACE_UNRESOLVED: {
    meaning:
      "An address cannot be resolved: it has neither a ZIP code nor coordinates, or the ZIP code is not known.",
    wayOut: "Give a ZIP code, coordinates, or the place itself: state, county, city.",
  },
  PLANS_OVERLAP: {
    meaning:
      "Two price plans of one account are assigned for the same day, so a thing would have two prices.",
    wayOut: "End the earlier plan on or before the day that the later one begins.",
  },
  PLAN_UNKNOWN: {
    meaning: "An account is assigned a price plan that is not loaded.",
    wayOut: "Load the plan, or correct the account's plans.",
  },
  PORT_EVENTS: {
    meaning:
      "The events of a port order contradict each other: they go back in time, or go on after its end.",
    wayOut:
      "List them in the order in which they happened; nothing follows `completed` or `cancelled`, and it is completed once.",
  },
  PRODUCT_CLASS_TWICE: {
    meaning:
      "Two products of one plan sell the same class of call, or a vendor has two prices for it on one day.",
    wayOut: "Leave the class with one of them.",
  },
  PRODUCT_NOT_IN_PLAN: {
    meaning: "Something held or used names a product that the account's plan of those days does not have.",
    wayOut: "Add the product to the plan, or name another one in the inventory.",
  },
  PRODUCT_WRONG_KIND: {
    meaning:
      "A product cannot price this kind of thing: a number needs a recurring product by telephoneNumber, and so on.",
    wayOut: "Name a product of the right kind and unit, or change the product.",
  },
  QUOTE_PRODUCT: {
    meaning:
      "The plan has no product, or several, for something that a quote counts without naming its product.",
    wayOut: "Name the product beside the count: `{ count: 20, product: did }`.",
  },
  QUOTE_USAGE: {
    meaning: "A usage line of a quote cannot be priced as it stands.",
    wayOut: "Give it a destination, a flat price, or a class that the plan sells.",
  },
  RATINGS_MOVED: {
    meaning:
      "Calls were rated again while the drafts of a period were computed, so that a draft could count them twice.",
    wayOut: "Close the period again; nothing was kept of the draft that is named.",
  },
  RECORD_BUSY: {
    meaning: "Another command, such as a recycling, works with the same record, and did so for a while.",
    wayOut: "Wait until it is done and give the command again; nothing was changed.",
  },
  RECORD_COLUMNS: {
    meaning:
      "A call record has a number of columns that its format does not have, so one cannot tell them apart.",
    wayOut:
      "Look at the raw text: it may be cut off or come from another switch. Repair the file or ask for it again.",
  },
  RECORD_CUT_OFF: {
    meaning:
      "The file ends without a line end, in a column that is read and that was longer in all records before: the last record is cut off.",
    wayOut:
      "Send the file again once it is whole, with its last line end: the calls that are known are duplicates then, and the last one bills.",
  },
  RECORD_DISPOSITION: {
    meaning:
      "A call record ends with a word that Asterisk does not write, so one cannot tell whether the call was answered.",
    wayOut:
      "Check whether the file came straight from the switch; exports of a database write numbers instead of words.",
  },
  RECORD_DURATION: {
    meaning: "The duration of a call record is negative, unreadable, or longer than the call itself.",
    wayOut: "Compare with the switch or with the other party's bill, and decide the seconds by hand.",
  },
  RECORD_KIND: {
    meaning:
      "The record is of a kind that the description of its format does not explain, so one cannot tell whether it bills.",
    wayOut:
      "Look at the raw text and ask the maker what such a record tells; then write it off, or have the reader learn it.",
  },
  RECORD_MAKES_NO_CALL: {
    meaning:
      "A record that was decided for cannot stand in the place of the call that it is in conflict with.",
    wayOut:
      "Look at both with `tollwright suspended show ID`. Let the stored call stand (`suspended decide`), or correct what the message names and decide again.",
  },
  RECORD_NOT_DECIDED: {
    meaning: "Only a record in conflict is decided about.",
    wayOut:
      "Correct the cause and `tollwright suspended recycle`, or give the record up: `tollwright suspended write-off ID --by NAME --because TEXT`.",
  },
  RECORD_NOT_FOUND: {
    meaning: "No call, no record that was set aside and no byte of an archived file is named so.",
    wayOut:
      "Give a call's key of 32 hexadecimal digits, the number of a record that was set aside, or a file's hash and a byte: HASH:OFFSET.",
  },
  RECORD_NOT_JSON: {
    meaning: "A call record is no JSON document of the expected shape.",
    wayOut: "Ask the switch for the file again; it may have been cut off while it was written.",
  },
  RECORD_NOT_XML: {
    meaning: "A call record is no XML element of the expected shape.",
    wayOut: "Ask the switch for the file again; it may have been cut off while it was written.",
  },
  RECORD_NO_KEY: {
    meaning: "A call record lacks the identity that its format prescribes.",
    wayOut: "Check that the file belongs to this source's format, and ask for it again.",
  },
  RECORD_QUOTING: {
    meaning: "A call record is cut off, or its quotes do not close.",
    wayOut:
      "Ask the switch for the record again; a record that was being written when the file was taken comes whole with the next file.",
  },
  RECORD_REPLACED: {
    meaning: "The record stood for its call until a person decided that another one is right.",
    wayOut: "Nothing; who decided so, and why, is listed with `tollwright suspended decided`.",
  },
  RECORD_RERATED: {
    meaning: "The carrier rated a call again: the record repeats one that may have been billed already.",
    wayOut:
      "Look for the call under its CallID: if it is there, write this record off; if not, let the source read no attempt column (`headings: { attempt: none }`) and recycle.",
  },
  RECORD_TIME: {
    meaning: "A time in a call record is missing or cannot be read.",
    wayOut: "Check the format of times that the switch writes, correct the record and read it again.",
  },
  RECORD_TIME_ORDER: {
    meaning:
      "The times of a call record contradict each other: answered before it started, or ended before it was answered.",
    wayOut: "Check the clock of the switch, and decide the record's times by hand.",
  },
  RECORD_TIME_SKIPPED: {
    meaning: "A local time in a call record does not exist: clocks skipped that hour.",
    wayOut: "Check the zone of the source against the switch's own clock; correct the record or the source.",
  },
  RECORD_TIME_TWICE: {
    meaning:
      "A local time in a call record came twice that night, and its seconds follow from it: which hour is meant, nothing says.",
    wayOut:
      "Give the source a zone without a change, such as Etc/GMT+4 for the first of the two hours in New York, recycle its records, and put the zone back; have the switch write seconds since 1970.",
  },
  RECORD_TOO_LONG: {
    meaning: "A call record is longer than any record of its format can be.",
    wayOut: "Check that the file belongs to this source's format.",
  },
  RECORD_UNKNOWN: {
    meaning: "No open record that was set aside has that number.",
    wayOut:
      "List the open ones with `tollwright suspended list`; what was decided before, with `tollwright suspended decided`.",
  },
  RECORD_ZONE: {
    meaning:
      "The node that wrote the record names a zone whose offset the zone of its source never has, so its times would be read wrong by hours.",
    wayOut:
      "Correct the zone of the source and recycle; where one source has nodes in several zones, make a source for each.",
  },
  REFERENCE_UNKNOWN: {
    meaning: "A document names another one, or a part of itself, that is not there.",
    wayOut: "Correct the id, or load the document that it names as well.",
  },
  RERATING_NONE: {
    meaning: "No re-rating waits to be confirmed or discarded.",
    wayOut: "Start one: tollwright rerate --period MONTH, --account ID or --deck ID.",
  },
  RERATING_OPEN: {
    meaning: "A re-rating was drafted and waits for a person; only one can be open at a time.",
    wayOut: "Look at it with `tollwright rerate show`, then confirm it by name or discard it.",
  },
  RERATING_PAST: {
    meaning:
      "A re-rating was drafted by prices as they were known at an earlier instant: it shows a difference and cannot be confirmed.",
    wayOut:
      "Discard it; to put prices in force again that were withdrawn, use `tollwright versions restore`, and rate again without --known-at.",
  },
  RERATING_STALE: {
    meaning:
      "The versions in force changed since a re-rating was drafted, so its prices are not those of now.",
    wayOut: "Discard it and rate again; what was confirmed before stays.",
  },
  RETAX_REFUSED: {
    meaning: "The taxes of an issued invoice cannot be computed again by the levies in force now.",
    wayOut: "Compare it by hand: `tollwright taxes explain` shows by what each of its taxes was computed.",
  },
  RETURNS_DIFFER: {
    meaning: "The lines of a levy on an issued invoice are not the sum of the tax records behind them.",
    wayOut: "Do not file the return; report the invoice, and compute it again with `tollwright explain`.",
  },
  ROUTE_BLOCKED: {
    meaning: "The deck marks the destination as blocked: it has no price, though a call got through.",
    wayOut: "Find out how the call was routed; price the row or close the route, then recycle the record.",
  },
  RUN_NOT_APPROVED: {
    meaning: "Drafts of the run are not approved, or have changed since.",
    wayOut: "Review the drafts and approve the run: tollwright approve --period MONTH --by NAME.",
  },
  RUN_UNKNOWN: {
    meaning: "The period was not closed for that legal entity.",
    wayOut: "Close it first: tollwright close --period MONTH.",
  },
  SCHEMA_BEHIND: {
    meaning: "The database has not got the schema of this program yet.",
    wayOut:
      "Any command that works with the database brings it up to date: take a backup, then run `tollwright versions list`.",
  },
  SEQUENCE_GAP: {
    meaning:
      "Numbers that a switch gave to its records are in no file that came: records were lost, or the switch counts something else too.",
    wayOut:
      "Ask the switch for the files around the named times and send them; what arrives late closes the gap.",
  },
  SERVER_NOT_STARTED: {
    meaning: "The database server of our own could not be made or started.",
    wayOut:
      "The message says why; where this machine cannot run it, set DATABASE_URL to a Postgres server of your own.",
  },
  SERVICE_CLASS_UNKNOWN: {
    meaning:
      "A product is of a service class that no levy in force names, so only levies on everything reach it.",
    wayOut: "Correct the class, or give the product portion none where it is no service of telephony.",
  },
  SETTING_UNUSED: {
    meaning:
      "A source states something that its format does not look at, or that changes nothing beside the rest.",
    wayOut: "Take it out, or state it where the format looks for it: docs/sources.md.",
  },
  SEVENTEENTH_COLUMN_UNKNOWN: {
    meaning: "An Asterisk record has one optional column, and the source does not say which.",
    wayOut:
      "Set `seventeenthColumn` of the source to uniqueid or userfield, as in the switch's cdr.conf, and read the file again.",
  },
  SOURCE_SILENT: {
    meaning: "A source has delivered nothing new for longer than it should, or never anything.",
    wayOut:
      "Look whether the switch writes and its files are fetched; a source that is no longer used is withdrawn, or gets a longer `silentAfterHours`.",
  },
  SOURCE_UNKNOWN: {
    meaning: "No source of that name is in force.",
    wayOut: "Load its description: tollwright load FOLDER --by NAME, with the YAML in a folder `sources`.",
  },
  TARIFF_GAP: {
    meaning: "A tariff has times at which no period is in force: a call then would have no price.",
    wayOut: "Add a period for those times, or one without `when` and with less weight for all that is left.",
  },
  TARIFF_OVERLAP: {
    meaning: "Two periods of a tariff are in force at one time and have the same weight and start.",
    wayOut: "Give the one that is to win more weight, or end the other where it begins.",
  },
  TARIFF_UNREACHABLE: {
    meaning: "A period or a slot of a tariff prices no call.",
    wayOut: "Correct its times, weight or seconds, or take it out.",
  },
  TAX_ABSENT: {
    meaning:
      "A local levy that an earlier rate file of the state brought, and that is still in force, is missing from the newer file.",
    wayOut:
      "Ask the state: where it was repealed, merged or renamed, give the levy's figure its `until` (and import the new name); where the file broke off, take it anew. Until then it is billed as it stands.",
  },
  TAX_CLASS_UNKNOWN: {
    meaning: "A product or a levy names a service class that no tax rule knows.",
    wayOut:
      "Correct the class, or list it under `serviceClasses` of a coverage file and say in the levies what is due on it.",
  },
  TAX_CONFLICT: {
    meaning: "A file of figures has another figure for a day whose figure is known already.",
    wayOut:
      "Find out which is right. A history is added to, never rewritten: correct the levy's file by hand, and say what was billed wrongly.",
  },
  TAX_ENGINE_ANSWER: {
    meaning:
      "An outside tax engine answered something that cannot be used: no JSON, items missing, or lines that do not add up.",
    wayOut:
      "Ask again; where it stays, send the request and the answer to the vendor. Nothing of the answer was used.",
  },
  TAX_ENGINE_CORRECTION: {
    meaning: "A legal entity whose taxes an outside engine computes has lines that correct an earlier month.",
    wayOut:
      "Correct the month at the vendor, or compute the taxes of this legal entity by the engine of the house; the account waits.",
  },
  TAX_ENGINE_DIFFERS: {
    meaning:
      "An outside tax engine now computes other taxes for an invoice than those that it was issued with.",
    wayOut: "Find out what changed at the vendor since; nothing was recorded there.",
  },
  TAX_ENGINE_REFUSED: {
    meaning: "An outside tax engine does not take the request, or says errors in its answer.",
    wayOut:
      "Correct what the message names: the login, the mapping of products, or the place; then run again.",
  },
  TAX_ENGINE_UNCERTAIN: {
    meaning:
      "An outside tax engine was told to record a document, and no answer came: whether it is recorded is not known.",
    wayOut:
      "Look the document up in the vendor's own reports by its code; nothing is sent again until that is settled.",
  },
  TAX_ENGINE_UNREACHABLE: {
    meaning: "An outside tax engine did not answer in time, or answered that it cannot now.",
    wayOut: "Run again later; nothing was recorded there.",
  },
  TAX_FILE_EMPTY: {
    meaning: "A file of tax figures, or a state's rate file, has no row.",
    wayOut: "Fetch the file again: it may have broken off. Nothing was changed.",
  },
  TAX_NOT_IN_CENTS: {
    meaning:
      "A levy that is billed is rounded finer than cents, or not at all, so the bill would not add up.",
    wayOut: "Give the levy `rounding: { mode: halfUp, places: 2 }`, or whatever its law says.",
  },
  TAX_PRODUCT_UNMAPPED: {
    meaning: "The mapping to an outside tax engine has no word for a charge, an exemption or a tax.",
    wayOut:
      "Add it to `taxEngine` of the legal entity, out of the vendor's manual; nothing is left untaxed in silence.",
  },
  TAX_RECORD_WRONG: {
    meaning: "A tax line does not come out of its own record.",
    wayOut:
      "Nothing in force can change an issued line: compare the invoice with its backup, and report the line.",
  },
  TAX_ROW: {
    meaning: "A row of a file of tax figures or of a state's rate file cannot be read.",
    wayOut: "Correct the row, or leave it out and write its levy by hand; the other rows are imported.",
  },
  TOPIC_MISSING: {
    meaning: "A topic is not on the brokers.",
    wayOut:
      "Run `tollwright rate` or `tollwright ingest`, which make it; or make it by hand, as docs/kafka.md says. Where it was there before, do not: see BROKER_LOG_CUT.",
  },
  TOPIC_PARTITIONS: {
    meaning: "A topic has fewer partitions than the settings ask for, so that fewer engines have work.",
    wayOut:
      "Set KAFKA_PARTITIONS to what is there; or take a new KAFKA_TOPIC with more, once the old one is read to its end. Partitions are never added to a topic in use.",
  },
  TOPIC_REFUSED: {
    meaning: "The brokers do not make a topic.",
    wayOut:
      "Set KAFKA_REPLICAS to as many brokers as there are, or fewer (before Kafka 2.4 it has to be a number above 0); let our user create topics; or make the topic by hand, as docs/kafka.md says.",
  },
  TRAILER_DIFFERS: {
    meaning:
      "The file's own control totals differ from what was read: records are missing, twice, or changed.",
    wayOut:
      "Ask for the file again; if it is as the switch wrote it, write the trailer off with a name and a reason.",
  },
  TRUNK_NAME_TWICE: {
    meaning: "A trunk name of one source belongs to two trunk groups, or to two vendors, at the same time.",
    wayOut: "End the first with `until` on the day on which the second begins, or correct the name.",
  },
  UNKNOWN_FIELD: {
    meaning:
      "A document has a field that its schema does not know, so it would have been left out of the computation.",
    wayOut: "Correct the field's name, or remove it.",
  },
  UNKNOWN_FILE: {
    meaning: "A file lies where nothing of its name is expected.",
    wayOut: "Move it to the folder of its kind (plans, decks, taxes, accounts, sources, …) or take it out.",
  },
  VENDOR_UNKNOWN: {
    meaning: "No vendor of that id is in force.",
    wayOut: "Load his document: tollwright load FOLDER --by NAME, with the YAML in a folder `vendors`.",
  },
  VERSIONS_MISSING: {
    meaning: "Kinds of versions without which no call can be rated are not in force.",
    wayOut: "Load the rate cards: `tollwright load rate-cards --by NAME`.",
  },
  VERSION_AMBIGUOUS: {
    meaning: "Several versions fit what was named.",
    wayOut: "Name one by more of its hash, as `tollwright versions list` shows it.",
  },
  VERSION_STEP: {
    meaning: "A version cannot take this step from the state that it is in.",
    wayOut:
      "Follow draft, checked, approved, in force, withdrawn; `tollwright versions show` tells where it is.",
  },
  VERSION_UNKNOWN: {
    meaning: "No version has the kind and name, or the hash, that was given.",
    wayOut: "Take it from `tollwright versions list`.",
  },
  WEAK_DUPLICATE: {
    meaning:
      "An equal record without a key of its own came out of another file; it can be the same call or a second, real one.",
    wayOut:
      "Look whether both files overlap (`tollwright suspended show ID`). The same call: `tollwright suspended decide ID --by NAME --reason TEXT`; a second, real one: `tollwright suspended accept ID --by NAME --because TEXT`.",
  },
  WEBHOOK_REFUSED: {
    meaning: "Alerts could not be delivered to the webhook; they stay in the outbox.",
    wayOut:
      "Look at the error, mend the receiver or its address, and send again with `tollwright alerts send`.",
  },
  WEIGHTS_ZERO: {
    meaning: "The weights by which an amount is to be split add up to zero.",
    wayOut: "Give at least one weight that is greater than zero.",
  },
  WRITE_OFF_AMOUNT: {
    meaning: "An amount that was written off is not above zero, or more than was due on its invoice.",
    wayOut:
      "Give the part of the amount due that never came, such as 120.00; explain invoice shows what was due.",
  },
} as const satisfies Record<string, { readonly meaning: string; readonly wayOut: string }>;

export type ProblemCode = keyof typeof problemCatalogue;
