/**
 * What all pages of the public share: their frame in the language asked for (`publicFrame`), running text with links
 * (`<ProseText>`, `<Sentence>`), and the front door with the notices that every page links to. The words are in
 * src/locales.
 */
export { accessibilityRecord } from './accessibility/record.ts'
export { signLanguageRoutes } from './easy-read/sign-language-routes.ts'
export { Lines } from './lines.tsx'
export { problemPageFor } from './problem-page.ts'
export { ProseText, Sentence } from './prose-text.tsx'
export { inLanguage, publicFrame } from './public-frame.ts'
export { publicPageRoutes } from './routes.ts'
