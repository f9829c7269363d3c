export { forgetEnded, takeEnded, type EndedJobs } from './apart/ended.ts';
export type { EndedApart, Job, Surroundings } from './apart/messages.ts';
export { serveApart } from './apart/serve-apart.ts';
export { workApart, type ApartOptions } from './apart/work-apart.ts';
export type { Certificate, CertificateFacts } from './certificate/facts.ts';
export { cleanText } from './certificate/clean.ts';
export {
  daysLeft,
  defaultThresholds,
  parseThreshold,
  thresholdInstant,
} from './certificate/state.ts';
export type { Threshold, Thresholds } from './certificate/state.ts';
export { readCertificate } from './certificate/api.ts';
export type * from './configuration/types.ts';
export type * from './connection/types.ts';
export { lackingRoots } from './connection/trust.ts';
export type * from './consumers/types.ts';
export { decodeText, decodeUnicode } from './decode-text.ts';
export type { Effects, ProcessIdentity, ProgramCall, ProgramResult } from './effects.ts';
export {
  asWeborcaError,
  errorCodes,
  hasCode,
  isWeborcaError,
  retryOf,
  WeborcaError,
  type ErrorCode,
  type ErrorDetails,
  type Retry,
} from './errors.ts';
export { reasonOf } from './files/errno.ts';
export { asMeant } from './files/paths.ts';
export type { Observer, ProgressEvent, SkipReason, StepFacts } from './events.ts';
export type { FileStatus, FileSystem } from './files/file-system.ts';
export { formatDay, formatDaysLeft, formatLastDay, formatTime } from './messages/dates.ts';
export { areaName, describeFinding, doctorText } from './messages/doctor.ts';
export { connectionCauses, type ConnectionCause } from './words/connection-causes.ts';
export { describeError, type Description } from './messages/describe.ts';
export { expiredWayOut } from './messages/errors/expired.ts';
export {
  describeEvent,
  isDeployedInPart,
  describeFailure,
  type EventDescription,
  type WrittenFailure,
} from './messages/history.ts';
export { chooseLanguage } from './messages/language.ts';
export { inLanguage, type BilingualTexts, type InLanguage } from './messages/in-language.ts';
export type { Message } from './messages/types.ts';
export {
  word,
  wordOrCode,
  wordsOf,
  type AnyWord,
  type WordGroup,
  type WordOf,
} from './messages/words.ts';
export { nodeEffects } from './node-effects.ts';
export {
  inspectPkcs12,
  openPkcs12,
  openPkcs12Contents,
  readCertificates,
  sealPkcs12,
  toPem,
} from './pkcs12/api.ts';
export type * from './pkcs12/types.ts';
export { nearest } from './configuration/nearest.ts';
export { placeOfBackup } from './backup/layout.ts';
export { unseenDays } from './backup/unseen.ts';
export { downloadsFolder } from './files/downloads-folder.ts';
export { isPassingPlace } from './files/passing-place.ts';
export {
  addFound,
  findSeveral,
  type FoundFile,
  type SeveralOptions,
} from './porcelain/add-several.ts';
export { add, staysInPlace, type AddRequest } from './porcelain/add.ts';
export {
  areBackupsOnStoresDisk,
  backup,
  listBackups,
  verifyBackups,
  type BackedUp,
  type CheckedBackup,
  type ListedBackup,
} from './porcelain/backup.ts';
export { check } from './porcelain/check.ts';
export type { Unnamed } from './configuration/under-care.ts';
export {
  connectionReport,
  type ConnectionReport,
  type HostAccount,
} from './porcelain/connection-report.ts';
export { configuration, configurationToEdit, whyNothing } from './porcelain/configuration.ts';
export {
  addConsumer,
  listConsumers,
  oldUses,
  removeConsumer,
  tickConsumers,
  type OldUse,
} from './porcelain/consumers.ts';
export {
  beginImport,
  behindInBrowser,
  endImport,
  importAsksForPassword,
  imported,
  removeOldImports,
  type ImportStarted,
} from './porcelain/import.ts';
export {
  beginFileImport,
  endFileImport,
  fileImported,
  type FileImportStarted,
} from './porcelain/import-file.ts';
export {
  consumerKindFields,
  liesInProjects,
  type ConsumerKindFields,
} from './porcelain/consumer-kinds.ts';
export { createContext, type ContextOptions } from './porcelain/create-context.ts';
export { detect, type DetectOptions, type Offered } from './porcelain/detect.ts';
export type { Detected } from './detection/detect.ts';
export { deploy, deployElevated, type Deployed } from './porcelain/deploy.ts';
export {
  doctor,
  type DoctorOptions,
  type DoctorReport,
  type Finding,
  type FindingArea,
  type FindingCode,
  type FindingLevel,
} from './porcelain/doctor.ts';
export { history, type CertificateHistory } from './porcelain/history.ts';
export { inspect } from './porcelain/inspect.ts';
export { remove, removalPlan, rename, type RemovalPlan } from './porcelain/manage.ts';
export { metrics, metricsPieces, writeMetrics } from './porcelain/metrics.ts';
export { replaceFile } from './porcelain/replace-file.ts';
export { nameTrouble } from './porcelain/name-trouble.ts';
export { openRenewals, type OpenRenewal } from './porcelain/open-renewals.ts';
export { password } from './porcelain/password.ts';
export { filesInUse, type FilesInUse } from './porcelain/files-in-use.ts';
export { receive } from './porcelain/receive.ts';
export { filesBrought } from './porcelain/brought-files.ts';
export {
  bring,
  receiveBrought,
  type BroughtFile,
  type ReceivedFile,
} from './porcelain/receive-several.ts';
export type { ReceiveRequest } from './porcelain/recipient.ts';
export {
  dueReminders,
  markReminded,
  muteReminders,
  type Reminder,
  type ReminderDays,
} from './porcelain/reminders.ts';
export {
  rehearsal,
  type LeftOut,
  type Rehearsal,
  type RehearsedCertificate,
  type Stand,
  type StandIn,
} from './porcelain/rehearsal.ts';
export {
  publish,
  published,
  publishedByOthers,
  type Fleet,
  type PublishedCertificate,
  type Source,
} from './porcelain/publish.ts';
export { record, type Recording } from './porcelain/record.ts';
export { readRecord, type ExchangeRecord, type RecordedCall } from './recording/record.ts';
export { nameMeant } from './porcelain/current.ts';
export { renew } from './porcelain/renew.ts';
export {
  report,
  reportFrom,
  type FleetReport,
  type Report,
  type ReportRow,
} from './porcelain/report.ts';
export type { EntrySettings } from './backup/entry.ts';
export { restore, type Restored, type RestoreRequest } from './porcelain/restore.ts';
export { remindByHand, type RemindedByHand } from './porcelain/by-hand.ts';
export { supportLine } from './words/support.ts';
export { describeByHand, isByHandResult } from './messages/by-hand.ts';
export {
  lastRun,
  noteRun,
  outlook,
  tellFailure,
  tellStopped,
  type Told,
} from './porcelain/runs.ts';
export { noOutlook, type Outlook } from './messages/types.ts';
export {
  scheduleInstall,
  scheduleRemove,
  scheduleStatus,
  windowlessTwin,
  type LastRun,
  type ScheduleInstalled,
  type ScheduleRequest,
  type ScheduleStatus,
  type SchedulerKind,
} from './porcelain/schedule.ts';
export { watchFolder, type FolderWatch } from './porcelain/folder-watch.ts';
export {
  lookAtArrival,
  takeArrival,
  worklist,
  type Arrival,
  type DueBySite,
  type Worklist,
} from './porcelain/worklist.ts';
export { site, type ManagementSite } from './porcelain/site.ts';
export {
  addBackupPlace,
  backupPlaceTrouble,
  allowDownloadHost,
  setRenewalApi,
} from './porcelain/settings.ts';
export { status, type StatusOptions } from './porcelain/status.ts';
export type * from './context.ts';
export {
  grantRights,
  rightsFor,
  rightsMissing,
  takeRightsBack,
  type Granted,
} from './porcelain/rights.ts';
export { uninstall, uninstallPlan, type UninstallPlan } from './porcelain/uninstall.ts';
export { verify } from './porcelain/verify.ts';
export {
  rollback,
  versions,
  versionsOfAll,
  type RolledBack,
  type VersionsUnderCare,
  type VersionView,
} from './porcelain/versions.ts';
export { isAftermath } from './store/failures.ts';
export type { HistoryEntry } from './store/history.ts';
export type { RenewOptions } from './renewal/session.ts';
export { failureSince, fleetCsv, fleetHtml, fleetIcs, machineTrouble } from './fleet/report.ts';
export { reportCsv } from './report/csv.ts';
export { reportHtml } from './report/html.ts';
export { reportIcs } from './report/ics.ts';
export { Secret } from './secret.ts';
export { kindWords } from './consumers/kind-words.ts';
export { changesFile } from './store/store.ts';
export type * from './store/types.ts';
export type { Bilingual, Language } from './words/bilingual.ts';
export { certificateLabels } from './words/certificate-labels.ts';
export { historyEvents, type HistoryEvent } from './words/history-events.ts';
export { consumerStates, isUpToDate, type ConsumerState } from './words/consumer-states.ts';
export { writtenWord } from './words/written.ts';
export { backupNotes, placeNotes, type OpeningNote } from './words/notes.ts';
export type { RenewalOutcome } from './words/outcomes.ts';
export type { PassedOver } from './words/passed-over.ts';
export { states, type CertificateState } from './words/states.ts';
export { systemReasons } from './words/reasons/system.ts';
export { type RenewalStep, renewalSteps } from './words/steps.ts';
export type { Notice } from './words/notices.ts';
export { dayMs } from './time.ts';
