/** What a lesson may bring along. */
export const attachmentLimits = {
  bytes: 200 * 1024 ** 2,
  perLesson: 20,
} as const;
