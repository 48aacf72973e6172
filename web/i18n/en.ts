import type { Texts } from './zh-CN';

export const en: Texts = {
  app: { name: 'Guanxi', tagline: 'Processes for customer work', skip: 'Skip to content', loading: 'Loading…', notFound: 'There is no such page', home: 'Back to the inbox' },
  nav: {
    main: 'Main navigation', open: 'Open menu', close: 'Close menu', inbox: 'Inbox', board: 'Opportunity board', records: 'Records', work: 'Work', finance: 'Finance',
    dunning: 'Payment reminders', messages: 'Messages', mailbox: 'Demo mailbox', reports: 'Reports', search: 'Search',
  },
  user: { menu: 'User menu', signOut: 'Sign out', language: '中文', theme: 'Theme', light: 'Light', dark: 'Dark', auto: 'As the system', shortcuts: 'Keyboard shortcuts' },
  login: { title: 'Sign in', account: 'Account', password: 'Password', submit: 'Sign in', show: 'Show or hide it' },
  inbox: {
    title: 'Inbox', mine: 'Mine', queue: 'To claim', team: 'Team', done: 'Done', empty: 'Nothing to do', emptyHint: 'All tasks are done.',
    overdue: 'Overdue', today: 'Due today', later: 'Later', noDue: 'No due time', due: 'Due {{when}}', why: 'Why', list: 'Tasks', select: 'Choose a task',
    mineBy: 'Assigned to {{name}}', for: 'for {{name}}', back: 'Back to the list', count: '{{count}} to do', newTask: 'New task',
  },
  cause: {
    stage: 'Opened with the stage "{{stage}}"', needs: 'Opened when the step before it was done', effect: 'Opened by a rule of the process', person: 'Opened by hand',
    reject: 'Returned after a rejection', rung: 'Escalated because a task was overdue', process: 'Process "{{process}}"',
  },
  task: {
    complete: 'Complete', outcome: 'Outcome', approve: 'Approve', reject: 'Reject', claim: 'Claim', unclaim: 'Return to queue', start: 'Start', wait: 'Wait',
    close: 'Close task', reassign: 'Reassign', delegate: 'Delegate', giveBack: 'Return delegation', more: 'More actions', done: 'Completed: {{title}}', doneNext: 'Completed. Next: {{title}}',
    saved: 'Task updated', reason: 'Reason', until: 'Wait until', to: 'Give to', resetClock: 'Start its clock anew', closed: 'This task is closed', record: 'About', customer: 'Customer',
    assignee: 'Assignee', dueAt: 'Due', opened: 'Opened', status: 'Status', process: 'Process', result: 'Result', history: 'History', comment: 'Comment (optional)',
    name: 'What is to be done', note: 'Note', created: 'Task created; it appears in their inbox in a moment', waitingUntil: 'Waiting until {{when}}',
  },
  status: { prepare: 'Not started', execute: 'In progress', wait: 'Waiting', complete: 'Completed', close: 'Closed' },
  priority: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
  list: {
    search: 'Search', filters: 'Filters', all: 'All', more: 'Load more', create: 'New {{name}}', empty: 'No records match', emptyHint: 'Change the search or the filters.',
    sortBy: 'Sort by {{field}}', count: '{{count}} shown', clear: 'Clear', actions: 'Actions', rows: 'List of {{name}}',
  },
  record: {
    edit: 'Edit', save: 'Save', cancel: 'Cancel', saved: 'Saved', created: 'Created', remove: 'Delete', removed: 'Deleted', removeAsk: 'Delete this record? This cannot be undone.',
    conflict: 'Somebody else has just changed this record. The latest content was loaded; check it before you save again.', details: 'Details', timeline: 'Timeline', tasks: 'Tasks', processes: 'Processes', openProcess: 'Open process',
    noTimeline: 'Nothing has happened yet', noTasks: 'No open tasks', noProcess: 'No processes', addRow: 'Add a row', removeRow: 'Remove row {{row}}', row: 'Row {{row}}', noRows: 'No rows', yes: 'Yes', no: 'No', reload: 'Reload',
  },
  stage: {
    path: 'Stages', available: 'Ahead', active: 'Active', completed: 'Completed', skipped: 'Skipped', left: 'Left', whyNot: 'Why is this stage not done?', missing: 'These steps are missing:',
    nothingMissing: 'All required steps are done; the stage waits for its exit conditions.', held: 'The process is on hold: {{reason}}', required: 'required', optional: 'optional', days: '{{count}} days',
  },
  step: { pending: 'Not started', open: 'In progress', completed: 'Completed', skipped: 'Skipped', withdrawn: 'Withdrawn', failed: 'Failed' },
  process: { starting: 'Starting', active: 'Active', held: 'On hold', ended: 'Ended', cancelled: 'Cancelled' },
  timeline: { message: 'Message', system: 'System' },
  event: {
    create: 'Created', update: 'Changed', delete: 'Deleted', import: 'Imported', deny: 'Access denied', publish: 'Published',
    remind: 'Reminder', dunningState: 'Reminder state changed', signIn: 'Signed in', started: 'Process started',
    ended: 'Process ended', taskOpened: 'Task opened', taskCompleted: 'Task completed', taskClosed: 'Task closed',
    taskWithdrawn: 'Task withdrawn', taskClaimed: 'Task claimed', taskStarted: 'Task started', taskAssigned: 'Task assigned',
    taskReassigned: 'Task reassigned', taskDelegated: 'Task delegated', taskReturned: 'Task returned', taskWaiting: 'Task waits',
    taskApproved: 'Approved', taskRejected: 'Rejected', recordChanged: 'Record updated by the process',
    stageEntered: 'Stage entered', stageLeft: 'Stage left', stageCompleted: 'Stage completed', stageStays: 'Stage stays',
    stepCompleted: 'Step completed', stepSkipped: 'Step skipped', stepTimedOut: 'Step timed out', stepOpened: 'Step opened',
    stepFailed: 'Step failed', rungFired: 'Due-time reminder', escalated: 'Escalated',
    escalationWithoutAssignee: 'Escalated without an assignee', unassigned: 'Nobody assigned', held: 'Put on hold',
    resumed: 'Resumed', jumped: 'Jumped to a stage', cancelled: 'Cancelled', reopened: 'Reopened', retried: 'Retried',
    incident: 'Incident', incidentResolved: 'Incident resolved', notified: 'Notified', messageSent: 'Message sent',
  },
  form: {
    required: 'Required', choose: 'Choose', search: 'Type a name to search', nothing: 'No matches', invalid: 'Please correct what is marked', clear: 'Clear', number: 'Enter a number', email: 'This is no e-mail address',
    range: 'Must be between {{min}} and {{max}}', min: 'Must not be below {{min}}', max: 'Must not be above {{max}}', long: 'At most {{max}} characters',
  },
  confirm: { ok: 'OK', cancel: 'Cancel', reason: 'Reason', reasonRequired: 'Please give a reason' },
  error: { title: 'Something went wrong', retry: 'Try again', request: 'Request {{id}}', unknown: 'This page failed; please try again' },
  bell: { title: 'Notifications', unread: 'Notifications, {{count}} unread', none: 'No notifications', read: 'Mark as read' },
  palette: { open: 'Open command palette', title: 'Command palette', placeholder: 'Search customers, opportunities, orders or pages', pages: 'Pages', nothing: 'No results' },
  help: { title: 'Keyboard shortcuts', inbox: 'Go to the inbox', board: 'Go to the board', customers: 'Go to customers', palette: 'Command palette', help: 'Show shortcuts', then: 'then' },
};
