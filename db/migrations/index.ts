import type { Db } from '../connect';
import * as records from './0001_records';
import * as recordKeys from './0002_record_keys';
import * as processes from './0003_processes';
import * as messages from './0004_messages';
import * as platform from './0005_platform';
import * as bulk from './0007_bulk';
import * as studio from './0008_studio';
import * as mailboxCopies from './0011_mailbox_copies';
import * as processTimes from './0013_process_times';
import * as campaigns from './0016_campaigns';
import * as careActivities from './0017_care_activities';
import * as orderHolds from './0018_order_holds';
import * as statusChanges from './0018_status_changes';
import * as calendarChanges from './0022_calendar_changes';
import * as scheduledStarts from './0023_scheduled_starts';
import * as serviceRequests from './0024_service_requests';
import * as writtenOrder from './0025_written_order';
import * as stateAsWritten from './0026_state_as_written';
import * as caseClocks from './0030_case_clocks';
import * as lentRecords from './0031_lent_records';

/** Every migration in order. Forward only: a published one is never changed, a mistake gets a new one. */
export const MIGRATIONS: { name: string; up: (db: Db) => Promise<void> }[] = [
  { name: '0001_records', ...records },
  { name: '0002_record_keys', ...recordKeys },
  { name: '0003_processes', ...processes },
  { name: '0004_messages', ...messages },
  { name: '0005_platform', ...platform },
  { name: '0007_bulk', ...bulk },
  { name: '0008_studio', ...studio },
  { name: '0011_mailbox_copies', ...mailboxCopies },
  { name: '0013_process_times', ...processTimes },
  { name: '0016_campaigns', ...campaigns },
  { name: '0017_care_activities', ...careActivities },
  { name: '0018_order_holds', ...orderHolds },
  { name: '0018_status_changes', ...statusChanges },
  { name: '0022_calendar_changes', ...calendarChanges },
  { name: '0023_scheduled_starts', ...scheduledStarts },
  { name: '0024_service_requests', ...serviceRequests },
  { name: '0025_written_order', ...writtenOrder },
  { name: '0026_state_as_written', ...stateAsWritten },
  { name: '0030_case_clocks', ...caseClocks },
  { name: '0031_lent_records', ...lentRecords },
];
