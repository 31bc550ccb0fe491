import type { RequestHandler } from 'express';
import type { Config } from './config.ts';
import { type Language, languages, languageTag } from './contract/words/words.ts';
import { isSecure } from './people/session-cookie.ts';

/**
 * Chinese unless the visitor chose English (`?lang=en`), which a cookie then remembers: the only cookie
 * somebody who is not signed in can get, and only by asking for it.
 */
export function chooseLanguage(config: Config): RequestHandler {
  return (request, response, next) => {
    const asked = languages.find((language) => language === request.query.lang);
    if (asked && request.method === 'GET') {
      const year = 365 * 24 * 3600 * 1000;
      response.cookie('language', asked, {
        sameSite: 'lax',
        secure: isSecure(config, request),
        maxAge: year,
      });
    }
    const kept = /(?:^|;\s*)language=(zh|en)(?:;|$)/.exec(request.get('cookie') ?? '')?.[1];
    const language = asked ?? (kept as Language | undefined) ?? 'zh';
    response.locals.language = language;
    response.set('Content-Language', languageTag[language]);
    next();
  };
}
