import type { Route } from './route.ts';
import { getOpenApi } from './routes/api/get-open-api.ts';
import { listAuditLog } from './routes/audit-log/list-audit-log.ts';
import { beginCurriculumImport, beginCurriculumImportForm } from './routes/curriculum/begin-import.ts';
import {
  confirmCurriculumImport,
  confirmCurriculumImportForm,
  getCurriculumImport,
} from './routes/curriculum/confirm-import.ts';
import { exportCurriculum, getCurriculumTemplate } from './routes/curriculum/export-curriculum.ts';
import { createGroup } from './routes/groups/create-group.ts';
import { listGroups } from './routes/groups/list-groups.ts';
import { putGroupSchools } from './routes/groups/put-group-schools.ts';
import { getHealth } from './routes/health/get-health.ts';
import { getMetrics } from './routes/health/get-metrics.ts';
import { getReadiness } from './routes/health/get-readiness.ts';
import { addAttachment } from './routes/lessons/add-attachment.ts';
import { changeAttachment } from './routes/lessons/change-attachment.ts';
import { changeLesson } from './routes/lessons/change-lesson.ts';
import { createLesson } from './routes/lessons/create-lesson.ts';
import { deleteAttachment } from './routes/lessons/delete-attachment.ts';
import { deleteCaptions } from './routes/lessons/delete-captions.ts';
import { deleteLesson } from './routes/lessons/delete-lesson.ts';
import { getAttachment } from './routes/lessons/get-attachment.ts';
import { getCaptions } from './routes/lessons/get-captions.ts';
import { getCover, getCoverCandidate } from './routes/lessons/get-cover.ts';
import { getLesson } from './routes/lessons/get-lesson.ts';
import { getOriginal } from './routes/lessons/get-original.ts';
import { listAttachments } from './routes/lessons/list-attachments.ts';
import { listLessons } from './routes/lessons/list-lessons.ts';
import {
  publishLesson,
  retryMedia,
  returnLesson,
  submitLesson,
  withdrawLesson,
  withdrawLessonForm,
} from './routes/lessons/move-lesson.ts';
import { putCaptions } from './routes/lessons/put-captions.ts';
import { putCover } from './routes/lessons/put-cover.ts';
import { addNode, addNodeForm } from './routes/nodes/add-node.ts';
import { changeNode, changeNodeForm } from './routes/nodes/change-node.ts';
import { listNodes } from './routes/nodes/list-nodes.ts';
import { changeOpenPeriod } from './routes/open-periods/change-open-period.ts';
import { createOpenPeriod } from './routes/open-periods/create-open-period.ts';
import { deleteOpenPeriod } from './routes/open-periods/delete-open-period.ts';
import { listOpenPeriods } from './routes/open-periods/list-open-periods.ts';
import { changeOrganisation } from './routes/organisations/change-organisation.ts';
import { createOrganisation } from './routes/organisations/create-organisation.ts';
import { listOrganisations } from './routes/organisations/list-organisations.ts';
import * as accountPages from './routes/pages/account-pages.ts';
import * as deskPages from './routes/pages/desk-pages.ts';
import * as publicPages from './routes/pages/public-pages.ts';
import { addMembership } from './routes/people/add-membership.ts';
import { changePerson } from './routes/people/change-person.ts';
import { createLink } from './routes/people/create-link.ts';
import { createPerson } from './routes/people/create-person.ts';
import { endMembership } from './routes/people/end-membership.ts';
import { endSessions } from './routes/people/end-sessions.ts';
import { listPeople } from './routes/people/list-people.ts';
import { resetSecondFactor } from './routes/people/reset-second-factor.ts';
import { getPlayFile } from './routes/play/get-play-file.ts';
import { createProgramme } from './routes/programmes/create-programme.ts';
import { listProgrammes } from './routes/programmes/list-programmes.ts';
import { enterLevelTotal } from './routes/reports/enter-level-total.ts';
import { getAwardsReport } from './routes/reports/get-awards-report.ts';
import { assignReviewers } from './routes/rounds/assign-reviewers.ts';
import { changeRound } from './routes/rounds/change-round.ts';
import { closeRound } from './routes/rounds/close-round.ts';
import { createRound } from './routes/rounds/create-round.ts';
import { enterLesson } from './routes/rounds/enter-lesson.ts';
import { getReviewAttachment } from './routes/rounds/get-review-attachment.ts';
import { getRound } from './routes/rounds/get-round.ts';
import { listAssignments } from './routes/rounds/list-assignments.ts';
import { listEntries } from './routes/rounds/list-entries.ts';
import { listResults } from './routes/rounds/list-results.ts';
import { listRounds } from './routes/rounds/list-rounds.ts';
import { listRubrics } from './routes/rounds/list-rubrics.ts';
import { withdrawEntry } from './routes/rounds/withdraw-entry.ts';
import { writeReview } from './routes/rounds/write-review.ts';
import { search, suggest } from './routes/search/search.ts';
import { changePassword } from './routes/session/change-password.ts';
import { confirmSecondFactor } from './routes/session/confirm-second-factor.ts';
import { endOtherSessions } from './routes/session/end-other-sessions.ts';
import { endSession } from './routes/session/end-session.ts';
import { getSecondFactor } from './routes/session/get-second-factor.ts';
import { getSession } from './routes/session/get-session.ts';
import { listSessions } from './routes/session/list-sessions.ts';
import { removeSecondFactor } from './routes/session/remove-second-factor.ts';
import { signIn } from './routes/session/sign-in.ts';
import { signOut } from './routes/session/sign-out.ts';
import { startSecondFactor } from './routes/session/start-second-factor.ts';
import {
  getCurrentEditions,
  putCurrentEditions,
  putCurrentEditionsForm,
} from './routes/settings/current-editions.ts';
import { getSettings } from './routes/settings/get-settings.ts';
import { getUploadSettings } from './routes/settings/get-upload-settings.ts';
import { putSettings } from './routes/settings/put-settings.ts';
import { putUploadSettings } from './routes/settings/put-upload-settings.ts';
import { setPassword } from './routes/setup/set-password.ts';
import { setUp } from './routes/setup/set-up.ts';
import { getSynonyms } from './routes/synonyms/get-synonyms.ts';
import { putSynonyms } from './routes/synonyms/put-synonyms.ts';
import { getSystem } from './routes/system/get-system.ts';
import { retryJob, retryJobForm } from './routes/system/retry-job.ts';
import { listTerms } from './routes/terms/list-terms.ts';
import { createUpload } from './routes/uploads/create-upload.ts';
import { describeUpload, describeUploads } from './routes/uploads/describe-uploads.ts';
import { endUpload } from './routes/uploads/end-upload.ts';
import { listUploads } from './routes/uploads/list-uploads.ts';
import { readUploadOffset } from './routes/uploads/read-upload-offset.ts';
import { showUpload } from './routes/uploads/show-upload.ts';
import { writeUpload } from './routes/uploads/write-upload.ts';

/** Every address there is, in the order in which they are tried: a HEAD of its own before its GET. */
export const routes: readonly Route[] = [
  getPlayFile,

  signIn,
  getSession,
  signOut,
  changePassword,
  getSecondFactor,
  startSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  listSessions,
  endOtherSessions,
  endSession,
  setUp,
  setPassword,

  describeUploads,
  describeUpload,
  createUpload,
  listUploads,
  readUploadOffset,
  showUpload,
  writeUpload,
  endUpload,

  createLesson,
  listLessons,
  getLesson,
  changeLesson,
  deleteLesson,
  submitLesson,
  publishLesson,
  returnLesson,
  withdrawLesson,
  withdrawLessonForm,
  retryMedia,
  getOriginal,
  getCover,
  getCoverCandidate,
  putCover,
  listAttachments,
  addAttachment,
  getAttachment,
  changeAttachment,
  deleteAttachment,
  getCaptions,
  putCaptions,
  deleteCaptions,

  search,
  suggest,

  listOrganisations,
  createOrganisation,
  changeOrganisation,
  listGroups,
  createGroup,
  putGroupSchools,
  listPeople,
  createPerson,
  changePerson,
  createLink,
  addMembership,
  endMembership,
  endSessions,
  resetSecondFactor,

  listProgrammes,
  createProgramme,
  listRubrics,
  listRounds,
  createRound,
  getRound,
  changeRound,
  listEntries,
  enterLesson,
  withdrawEntry,
  listAssignments,
  assignReviewers,
  writeReview,
  getReviewAttachment,
  listResults,
  closeRound,
  getAwardsReport,
  enterLevelTotal,

  listOpenPeriods,
  createOpenPeriod,
  changeOpenPeriod,
  deleteOpenPeriod,
  getSettings,
  putSettings,
  getUploadSettings,
  putUploadSettings,
  getSynonyms,
  putSynonyms,
  getCurrentEditions,
  putCurrentEditions,
  putCurrentEditionsForm,
  listNodes,
  addNode,
  addNodeForm,
  changeNode,
  changeNodeForm,
  getCurriculumTemplate,
  exportCurriculum,
  beginCurriculumImport,
  beginCurriculumImportForm,
  getCurriculumImport,
  confirmCurriculumImport,
  confirmCurriculumImportForm,
  listTerms,

  listAuditLog,
  getSystem,
  retryJob,
  retryJobForm,

  getHealth,
  getReadiness,
  getMetrics,
  getOpenApi(() => routes),

  ...Object.values(publicPages),
  ...Object.values(accountPages),
  ...Object.values(deskPages),
];
