/** A template that cannot be resolved; the message says where in the file once `at` has been added by the caller. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
