import type { Text } from '../src/model/model.ts'
import { inLanguage } from '../src/series/labels.ts'
import type { Context } from './context.ts'

type Argument = { readonly language?: unknown }

/** The argument, else what the request accepts. */
export const languageOf = ({ language }: Argument, context: Context): string => (typeof language === 'string' ? language : context.language)

export const say = (text: Text | null | undefined, args: Argument, context: Context): string | null => inLanguage(text, languageOf(args, context))
