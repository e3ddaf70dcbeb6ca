/** What victims are asked when their case closes, in the order of the page. */
export const surveyQuestions = ['informed', 'listened', 'promises', 'safer'] as const
export type SurveyQuestion = (typeof surveyQuestions)[number]
export const surveyAnswers = ['yes', 'partly', 'no'] as const
export type SurveyAnswer = (typeof surveyAnswers)[number]

export type Answers = Partial<Record<SurveyQuestion, SurveyAnswer>>
