import { evaluate } from 'feelin'

/** Whether a text is a FEEL expression as BPMN writes it, with a leading `=`. Unknown variables are no error. */
export function isFeelExpression(text: string): boolean {
  if (!text.startsWith('=') || text.slice(1).trim() === '') return false
  try {
    evaluate(text.slice(1), {})
    return true
  } catch {
    return false
  }
}
