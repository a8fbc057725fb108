import type { Context } from '../../schema/context.ts'
import { releaseAsked } from '../../schema/release-asked.ts'
import { readerOf } from '../export/parameters.ts'
import { allowed } from '../model/nearest.ts'
import type { Warehouse } from '../query/warehouse.ts'
import { detailOf, refuseJsonMetadata } from './accept.ts'
import { answerRow } from './answer-row.ts'
import { answerRows, countOf } from './answer-rows.ts'
import { entitySets, type EntitySet } from './entity-set.ts'
import { metadataOf } from './metadata.ts'
import { readOptions, refuseOthers, type Options } from './options.ts'
import { isGone, readToken } from './page-link.ts'
import { readPath } from './path.ts'
import { notFound } from './refusal.ts'
import { jsonOf, type Answer, type Asked, type Request } from './request.ts'
import { serviceDocument } from './service.ts'

/** Answers a request for the service, its metadata, rows of a set, their number, or one row. Throws user errors. */
export const answerOData = async (context: Context, asked: Asked): Promise<Answer> => {
  const path = readPath(asked.path)
  const options = readOptions(asked.given)
  const token = readToken(options.system.$skiptoken)
  const warehouse = await releaseOf(context, options, token?.release ?? null)
  const read = readerOf(new Map(Object.entries(options.own).map(([name, value]) => [name, [value]])))
  const language = read.word('language', [...new Set(['nb', 'en', ...warehouse.model.languages])]) ?? context.language
  const request: Request = { ...asked, context, warehouse, options, language }
  const plain = (body: string, contentType: string): Answer => ({ body, contentType, warehouse, preference: null })
  if (path.kind === 'metadata') {
    refuseOthers(options, ['$format'], '$metadata')
    refuseJsonMetadata(options.system.$format)
    return plain(metadataOf(warehouse.model, language), 'application/xml;charset=utf-8')
  }
  if (path.kind === 'root') {
    refuseOthers(options, ['$format'], 'the list of sets')
    const detail = detailOf(options.system.$format, asked.accept)
    return plain(serviceDocument(warehouse.model, asked.root, language, detail), jsonOf(detail))
  }
  const set = setNamed(warehouse, path.set)
  if (path.kind === 'count') {
    refuseOthers(options, ['$filter', '$apply'], '$count')
    return plain(String(await countOf(request, set)), 'text/plain;charset=utf-8')
  }
  return path.kind === 'row' ? answerRow(request, set, path.key) : answerRows(request, set)
}

/** A page belongs to the release its read began with, whatever is current by now. */
const releaseOf = async (context: Context, { own }: Options, begun: string | null): Promise<Warehouse> => {
  if (begun === null) return releaseAsked(context, own.release)
  if (begun !== context.warehouse.key && !context.releases().some(({ key }) => key === begun)) throw isGone(begun)
  return releaseAsked(context, begun)
}

const setNamed = ({ model, key }: Warehouse, name: string): EntitySet => {
  const set = entitySets(model).find((one) => one.name === name)
  if (!set) throw notFound(`release ${key} has no set '${name}'; ${allowed(name, entitySets(model).map((one) => one.name))}`)
  return set
}
