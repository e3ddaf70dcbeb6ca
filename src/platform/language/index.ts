/**
 * Which language a visitor asks for. A link with `?lang=cy` on any page asks for it; a cookie that holds the tag and
 * nothing else remembers it until the browser is closed. Which languages there are, the words know, not the platform.
 */
export { type Asked, englishTag, languageParameter, readAsked, rememberAsked } from './asked-language.ts'
