import { isPlural } from "./singular.js";

/** Words that name an action when they lead a path segment: `mark_uncollectible`, `search`. */
const VERBS = new Set(
  `abort accept acknowledge acquire activate add adjust advance allocate allow analyze announce append apply approve
  archive assemble assign associate assume attach authenticate authorize ban begin bind block boost book bulk build
  calculate call cancel capture change charge check checkin claim clean clear clone close collect combine commit
  compact compare complete compute confirm connect consume convert copy count create deactivate deauthorize decline
  decode decrease decrypt defer delete deliver demote deploy deprecate dequeue deregister describe destroy detach detect
  disable disapprove disassociate discard disconnect dismiss dispatch dispute distribute do download duplicate edit
  elect enable encode encrypt end enqueue enroll ensure enter erase escalate estimate evaluate execute exchange expire
  explain export extend extract fail fetch finalize find finish flag flush follow force forget fork forward fund
  generate get give go grant hangup hide hold identify ignore import include increase increment ingest init initialize
  initiate insert inspect install instantiate invalidate invite invoke issue join kick kill launch leave like link list
  load lock login logout logoff logon lookup make mark match merge migrate modify monitor move mute notify open
  override parse patch pause pay perform pin ping play poll populate post preview print process promote provision
  publish pull purge push put query queue raise reactivate read reassign rebuild recalculate receive recognize
  recommend reconnect recover redeem redo refer refresh regenerate register reinstate reject relate release reload
  remove rename render renew reopen reorder repair replace replay reply report request reschedule resend reserve reset
  resize resolve respond restart restore resubmit resume retrieve retry return reverse revert revoke rollback rotate
  run save scan search select send set share show shutdown sign signin signout signup simulate skip snooze sort split
  start stop store stream submit subscribe suggest suspend swap switch sync synchronize tag take terminate test toggle
  track train transcribe transfer transform translate trigger unarchive unassign unban unblock undelete undo
  unfollow uninstall unlink unlock unmute unpin unpublish unregister unreject unsubscribe unsuspend untag update
  upgrade upload upsert use validate verify view void vote wait wake watch withdraw write`.split(/\s+/),
);

/** Verbs that are nouns as often: before a plural they only qualify it (`link_tokens`, `report_types`). */
const NOUNS_TOO = new Set(
  `block book call capture change charge check claim commit compare copy dispute download estimate exchange export
  extract flag fork fund grant hold import invite issue leave like link list load lock login logout mark match move
  order override pin play poll post preview process promote query refund release replay reply report request reserve
  restore return run save scan search set share show sort split store stream suggest switch tag test track train
  transfer transform trigger upgrade upload use view vote watch`.split(/\s+/),
);

/** Whether a path segment's words name an action: `["mark", "uncollectible"]`. */
export function isAction(words: readonly string[]): boolean {
  const [first = "", ...rest] = words;
  if (!VERBS.has(first.toLowerCase())) return false;
  const last = rest.at(-1);
  return last === undefined || !isPlural(last) || !NOUNS_TOO.has(first.toLowerCase());
}

/** Whether the words could as well name a thing: `/report/{id}` reads one report. */
export function isThingToo(words: readonly string[]): boolean {
  return words.length === 1 && NOUNS_TOO.has((words[0] ?? "").toLowerCase());
}

/** Whether any of the words is an action's. */
export function mentionsAction(words: readonly string[]): boolean {
  return words.some((word) => VERBS.has(word.toLowerCase()));
}
