import { wordsIn } from '#locales'
import type { EvidenceLimits, EvidenceRefusal } from './evidence.ts'

/** Why a file was not kept and what to do about it, in the language asked for. */
export function refusalWords(because: EvidenceRefusal, limits: EvidenceLimits, language = 'en'): string {
  return wordsIn(language).evidence.refusals(limits)[because]
}

/** A size as people say it. */
export const formatBytes = (bytes: number): string => wordsIn('en').evidence.size(bytes)
