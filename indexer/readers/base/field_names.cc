// SPDX-License-Identifier: GPL-2.0-or-later
// Each known word has a meaning. A name means a field if its words agree: what a noun says of the
// article, nouns say together of a paper ("newspaper title"), and nothing says otherwise.
#include "indexer/readers/base/field_names.h"

#include "common/text/ascii.h"
#include "common/text/by_name.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <set>

namespace dateline {
namespace {

enum class Means {
  Neutral,  ///< says nothing new: "article", "name", "de"
  Other,    ///< makes it something else: "modified", "image", "count"
  Number,
  Id,
  Headline,
  Body,
  Scan,  ///< a body, recognised on a scan
  Summary,
  Date,
  Day,  ///< a word for a date or time that is often something else: "data", "day"
  Published,
  Created,
  Paper,   ///< a word for a newspaper
  Outlet,  ///< a word for any publication
  Source,
  Publisher,
  Site,
  Domain,
  Url,
  By,
  Author,
  Section,
  Pages,
  Tags,
  Language,
  Place,
  Agency,
};

struct Vocable {
  Means means;
  std::string_view words;  ///< folded
};

/// English, German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian languages, Finnish,
/// Polish, Czech, Hungarian, Russian, Ukrainian, Turkish, Greek, Chinese, Japanese, Korean.
constexpr Vocable kVocables[] = {
    {Means::Neutral,
     "article articles artikel artikels artikkel artykul clanek cikk statya статья статьи artykulu "
     "clanku стаття "
     "makale haber haberin news newspiece story post item document doc docs record entry web html "
     "xhtml xml raw clean cleaned plain original orig main print printed common first canonical "
     "self self name names nom nombre nome naam namn navn nazwa nazev nev имя adi "
     "text string value values list note paragraph para utc gmt iso local dc dcterms dct og prism "
     "schema rss pt bib the of at on in a an and de la le les du des del della dello di do da das "
     "dos el los von der die das van het en for field manual automatic auto extracted "
     "full complete whole online newspage parsed eng deu ger fra fre spa ita por nld "
     "dut swe dan nor fin rus pol tur ces hun ukr ell zho chi jpn jap kor fr es it nl pt sv no fi "
     "ru pl tr cs hu uk el zh ja ko english german french spanish italian dutch swedish danish "
     "norwegian portuguese russian polish turkish z i im des"},
    {Means::Other,
     "modified modification updated update edited edit revised revision changed change last latest "
     "expiry expires expire expiration scraped scrape scraping crawled crawl retrieved retrieval "
     "accessed access indexed fetched fetch downloaded download added imported import collected "
     "collection loaded load ingested processed deleted archived archive captured capture snapshot "
     "parent related previous prev next linked similar image images img photo photos picture "
     "pictures thumbnail thumb video videos audio caption captions alt comment comments "
     "reader readers user users ad advert ads event events hash md5 sha1 sha checksum "
     "version license licence rights copyright status state type kind format mime encoding charset "
     "rank position order index sentiment score scores polarity lat latitude lon lng longitude geo "
     "coordinates embedding vector tokens token word words char chars characters views likes "
     "shares retweets followers reach clicks length size bytes width height duration quality mean "
     "median sd std confidence conf probability prob is has was can should flag flagged "
     "subtitle subhead subheadline kicker birth born death died start end begin deadline due "
     "visited cover logo icon avatar button anchor legal disclaimer privacy error query search "
     "bio biography email mail twitter handle phone price currency isbn issn doi volume issue "
     "letzte letzter zuletzt geandert anderung aktualisiert aktualisierung abruf abgerufen "
     "abrufdatum bild bilder foto fotos bildunterschrift kommentar kommentare modifie modifiee "
     "maj modificado modificada actualizado actualizacion imagen modificato aggiornato immagine "
     "aggiornamento modifica gewijzigd bijgewerkt afbeelding opdateret oppdatert uppdaterad "
     "andret endret andrad zmodyfikowano aktualizacja obrazek изменено обновлено изображение "
     "guncelleme guncellenme resim scadenza ablauf ablaufdatum geburtsdatum todesdatum"},
    {Means::Number,
     "count counts number num numbers total totals nr n anzahl zahl numero numeros cantidad "
     "aantal antal antall liczba pocet szam число количество номер sayi sayisi amount quantity "
     "sum freq frequency"},
    {Means::Id,
     "id ids guid uuid uri identifier identifiant identificador identificatore kennung key oid pk "
     "urn"},
    {Means::Headline,
     "headline headlines title titles heading head hed headlinetext titel titels uberschrift "
     "schlagzeile titelzeile titre titres titulo titulos titular titulares encabezado titolo "
     "titoli "
     "manchete kop koppen tittel overskrift overskrifter otsikko tytul tytuly naglowek titulek "
     "nadpis cim focim заголовок название заголовки baslik basligi manset τιτλος 标题 標題 题名 "
     "タイトル 見出し 제목"},
    {Means::Body,
     "body bodies texts content contents fulltext maintext inhalt artikeltext textkorper "
     "fliesstext volltext haupttext texte contenu corps texto contenido cuerpo testo contenuto "
     "corpo conteudo tekst inhoud tekster brodtext brodtekst innehall indhold innhold teksti "
     "sisalto tresc obsah szoveg tartalom текст содержание зміст metin metni icerik icerigi "
     "κειμενο 正文 内容 "
     "本文 본문 내용 transcript selftext"},
    {Means::Scan, "ocr ocrtext transcription"},
    {Means::Summary,
     "summary summaries description descriptions abstract lead lede leadin excerpt snippet "
     "standfirst trail teaser deck dek blurb synopsis zusammenfassung vorspann anriss beschreibung "
     "kurzfassung kurztext resume chapeau chapo extrait descripcion resumen bajada entradilla "
     "extracto sommario riassunto occhiello descrizione resumo descricao samenvatting omschrijving "
     "inleiding ingress ingressen sammanfattning beskrivelse sammendrag streszczenie opis zajawka "
     "perex shrnuti osszefoglalo аннотация описание анонс ozet aciklama spot περιληψη 摘要 要約 "
     "요약"},
    {Means::Date,
     "date dates datetime dt datum dato fecha fechas дата tarih tarihi paivamaara "
     "paivays ημερομηνια 日期 日付 날짜 timestamp erscheinungsdatum erscheinungstag pubdate "
     "publiceringsdatum veroffentlichungsdatum publikationsdatum ausgabedatum datenum"},
    {Means::Day,
     "data time times day year tid tidspunkt zeit zeitpunkt uhrzeit jahr heure hora "
     "ora tijd tijdstip giorno annee ano rok время год saat zaman"},
    {Means::Published,
     "published publish publishing pub released issued appeared "
     "firstpublished veroffentlicht publiziert erschienen erscheinung veroffentlichung parution "
     "publie publiee publicado publicada pubblicato pubblicata pubblicazione "
     "publicacao gepubliceerd verschenen verschijning publicatie publiceret publisert publicerad "
     "udgivet utgitt julkaistu opublikowano publikacji vydano vydani publikovano veroffentlichungs "
     "erscheinungs publikations publicerings megjelent megjelenes "
     "опубликовано опубликован публикации yayin yayinlanma yayimlanma δημοσιευση"},
    {Means::Created,
     "created create creation written posted erstellt cree creee creado creato criado aangemaakt "
     "oprettet "
     "skapad utworzono создано olusturulma"},
    {Means::Paper,
     "newspaper newspapers paper zeitung zeitungs tageszeitung zeitungsname periodico diario "
     "giornale quotidiano testata jornal krant dagblad avis avisnavn tidning sanomalehti gazeta "
     "noviny ujsag gazety газета газеты gazete gazetenin εφημεριδα 报纸 報紙 新聞 신문 blatt"},
    {Means::Outlet,
     "publication publications outlet outlets medium media masthead journal journals magazine "
     "periodical gazette publikation publicacion revista veiculo veicolo medio medienname organ "
     "zeitschrift tidskrift lehti czasopismo издание сми dergi"},
    {Means::Source,
     "source sources infosource quelle quellen fuente fuentes fonte fonti bron bronnen kilde "
     "kilder "
     "kalla lahde zrodlo zdroj forras источник джерело kaynak kaynagi источника zrodla πηγη 来源 "
     "來源 出典 출처"},
    {Means::Publisher,
     "publisher publishers verlag herausgeber editeur editore editora uitgever utgiver "
     "udgiver forlag wydawca издатель yayinci copyrightholder"},
    {Means::Site, "site sites website websites webseite homepage sitio sito"},
    {Means::Domain, "domain domains host hostname netloc domaine dominio"},
    {Means::Url,
     "url urls link links permalink href weblink enlace enlaces lien lank lenke linkki odkaz adres "
     "ссылка baglanti 链接 リンク 링크"},
    {Means::By, "by"},
    {Means::Author,
     "author authors byline bylines creator creators writer writers journalist journalists "
     "reporter "
     "reporters correspondent contributor contributors columnist autor autoren autorin verfasser "
     "verfasserin auteur auteurs autores autora autore autori redakteur redacteur journaliste "
     "periodista giornalista jornalista forfatter forfattare skribent kirjoittaja toimittaja "
     "autorzy "
     "szerzo автор автора авторы yazar yazari muhabir συντακτης 作者 著者 記者 记者 기자 저자"},
    {Means::Section,
     "section sections category topic desk channel label ressort rubrik sparte kategorie rubrique "
     "categorie seccion categoria sezione rubrica secao editoria sectie katern rubriek sektion "
     "seksjon kategori avdelning osasto dzial kategoria rubryka rubrika раздел рубрика категория "
     "bolum kategorisi newsdesk 分类 版面 カテゴリ 분류"},
    {Means::Pages,
     "page pages seite seiten seitenzahl pagina paginas pagine sida sidor side sider sivu strona "
     "strony strana oldal страница sayfa 页 ページ 면"},
    {Means::Tags,
     "tag tags mots cles palabras clave parole chiave palavras slowa kluczowe ключевые слова "
     "anahtar kelimeler klicova slova keyword keywords categories topics subject subjects labels "
     "hashtags schlagwort "
     "schlagworte schlagworter stichwort stichworte stichworter schlusselworter kategorien themen "
     "thema motscles etiquettes sujets etiquetas temas categorias "
     "argomenti trefwoord trefwoorden onderwerp onderwerpen emneord emner nyckelord nokkelord "
     "amnen "
     "avainsanat tagi kulcsszavak теги метки etiketler etiket "
     "标签 關鍵詞 关键词 キーワード 키워드"},
    {Means::Language,
     "language languages lang langs languagecode sprache langue idioma idiomas lingua taal sprak "
     "sprog kieli jezyk jazyk nyelv язык мова dil dili γλωσσα 语言 言語 언어"},
    {Means::Place,
     "place located location ort lieu lugar luogo plaats sted miejsce miejscowosc "
     "место yer"},
    {Means::Agency,
     "agency agencies newsagency agentur agenturen agence agences agencia agencias agenzia agenzie "
     "persbureau nyhetsbyra nyhedsbureau agencja агентство ajans"},
};

using Vocabulary = text::ByName<Means>;

const Vocabulary& vocabulary() {
  static const Vocabulary all = [] {
    Vocabulary words;
    for (const Vocable& row : kVocables) {
      for (std::string_view rest = row.words; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (end != 0) words.emplace(std::string(rest.substr(0, end)), row.means);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return words;
  }();
  return all;
}

std::optional<Means> meaning_of(std::string_view word) {
  const auto known = vocabulary().find(word);
  if (known != vocabulary().end()) return known->second;
  return std::nullopt;
}

/// Words shorter than this are joined to others by accident only.
constexpr std::size_t kLeastJoined = 3;

/// Short words that are joined to others all the same: `createdat`, `newsid`.
bool may_be_joined(std::string_view word) {
  constexpr std::string_view kShort[] = {"id", "at", "on", "of", "by"};
  return word.size() >= kLeastJoined || std::ranges::find(kShort, word) != std::end(kShort);
}

/// Takes "newspapertitle" apart, the longest first word first. False if a part is not known.
bool take_apart(std::string_view joined, std::vector<std::string>& parts) {
  if (joined.empty()) return true;
  for (std::size_t size = joined.size(); size >= 2; --size) {
    const std::string_view first = joined.substr(0, size);
    if (!may_be_joined(first) || !meaning_of(first)) continue;
    parts.emplace_back(first);
    if (take_apart(joined.substr(size), parts)) return true;
    parts.pop_back();
  }
  return false;
}

/// No field name is longer, which also bounds what taking apart costs.
constexpr std::size_t kMaxReadBytes = 80;
constexpr std::size_t kMaxJoinedBytes = 32;

void add_word(std::string_view written, std::vector<std::string>& words) {
  if (written.empty()) return;
  std::string word = text::is_ascii(written) ? ascii::lower(written) : text::fold(written);
  if (meaning_of(word) || word.size() > kMaxJoinedBytes) return words.push_back(std::move(word));
  std::vector<std::string> parts;
  if (take_apart(word, parts)) {
    for (std::string& part : parts) words.push_back(std::move(part));
  } else {
    words.push_back(std::move(word));
  }
}

/// How a rank is made: a name that is written down in the table comes first.
constexpr unsigned kByWords = 2000;
constexpr unsigned kPaper = kFirstUsualRank;
constexpr unsigned kOutlet = kFirstUsualRank + 50;
constexpr unsigned kLastResort = 9000;

using Meanings = std::set<Means>;

bool are_among(const Meanings& meanings, std::initializer_list<Means> allowed) {
  return std::all_of(meanings.begin(), meanings.end(), [&](Means each) {
    return std::find(allowed.begin(), allowed.end(), each) != allowed.end();
  });
}

std::optional<UsualName> date_of(const Meanings& meanings) {
  if (!are_among(meanings, {Means::Date, Means::Day, Means::Published, Means::Created, Means::Paper,
                            Means::Outlet})) {
    return std::nullopt;
  }
  const bool is_date = meanings.contains(Means::Date);
  const bool is_published = meanings.contains(Means::Published);
  const bool is_of_paper = meanings.contains(Means::Paper) || meanings.contains(Means::Outlet);
  if (!is_date && !meanings.contains(Means::Day)) {
    if (is_of_paper) return std::nullopt;
    return UsualName{Field::Date, kByWords + (is_published ? 10U : 40U), true};
  }
  const unsigned kind = meanings.contains(Means::Created) ? 40U
                        : is_published || is_of_paper     ? 0U
                                                          : 20U;
  return UsualName{Field::Date, kByWords + kind + (is_date ? 0U : 50U), !is_date};
}

std::optional<UsualName> source_of(const Meanings& meanings) {
  if (!are_among(meanings, {Means::Paper, Means::Outlet, Means::Source, Means::Publisher,
                            Means::Site, Means::Domain, Means::Headline})) {
    return std::nullopt;
  }
  if (meanings.contains(Means::Paper)) return UsualName{Field::Source, kPaper};
  if (meanings.contains(Means::Outlet)) return UsualName{Field::Source, kOutlet};
  if (meanings.contains(Means::Source)) return UsualName{Field::Source, kByWords};
  if (meanings.contains(Means::Publisher)) return UsualName{Field::Source, kByWords + 10};
  if (meanings.contains(Means::Site)) return UsualName{Field::Source, kByWords + 20};
  if (meanings.contains(Means::Domain)) return UsualName{Field::Source, kByWords + 30};
  return std::nullopt;
}

/// What the meanings of all words say together.
std::optional<UsualName> agreed(Meanings meanings, Means last) {
  const auto only = [&](std::initializer_list<Means> allowed) {
    return are_among(meanings, allowed);
  };
  const auto has = [&](Means each) { return meanings.contains(each); };
  if (has(Means::Number)) {
    return std::nullopt;
  }
  if (has(Means::Id)) {
    if (only({Means::Id})) return UsualName{Field::Id, kByWords};
    return std::nullopt;
  }
  if (has(Means::Url)) {
    if (only({Means::Url})) return UsualName{Field::Url, kByWords};
    return std::nullopt;
  }
  if (has(Means::By)) {
    if (only({Means::By, Means::Published})) {
      if (has(Means::Published)) return UsualName{Field::Source, kByWords + 40};
      return UsualName{Field::Author, kByWords};
    }
    if (only({Means::By, Means::Created})) return UsualName{Field::Author, kByWords};
    return std::nullopt;
  }
  if (has(Means::Author)) {
    if (only({Means::Author})) return UsualName{Field::Author, kByWords};
    return std::nullopt;
  }
  if (has(Means::Agency)) {
    if (only({Means::Agency, Means::Source})) return UsualName{Field::Agency, kByWords};
    return std::nullopt;
  }
  if (has(Means::Section) || has(Means::Tags)) {
    if (only({Means::Section, Means::Headline, Means::Paper, Means::Outlet})) {
      return UsualName{Field::Section, kByWords};
    }
    if (only({Means::Tags, Means::Section})) return UsualName{Field::Tags, kByWords};
    return std::nullopt;
  }
  if (has(Means::Language)) {
    if (only({Means::Language, Means::Source, Means::Outlet, Means::Paper, Means::Body})) {
      return UsualName{Field::Language, kByWords};
    }
    return std::nullopt;
  }
  if (has(Means::Place)) {
    if (only({Means::Place})) return UsualName{Field::Place, kByWords};
    return std::nullopt;
  }
  if (has(Means::Pages)) {
    if (only({Means::Pages, Means::Paper, Means::Outlet})) return UsualName{Field::Pages, kByWords};
    if (only({Means::Pages, Means::Headline})) return UsualName{Field::Headline, kByWords + 20};
    if (only({Means::Pages, Means::Body, Means::Scan}))
      return UsualName{Field::Body, kByWords + 20};
    return std::nullopt;
  }
  if (const auto date = date_of(meanings)) return date;
  if (has(Means::Date) || has(Means::Day)) return std::nullopt;
  if (has(Means::Headline)) {
    if (only({Means::Headline})) return UsualName{Field::Headline, kByWords};
    if (only({Means::Headline, Means::Body, Means::Site})) {
      return UsualName{Field::Headline, kByWords + 10};
    }
    return source_of(meanings);
  }
  if (has(Means::Summary)) {
    if (only({Means::Summary, Means::Body, Means::Site}))
      return UsualName{Field::Summary, kByWords};
    return std::nullopt;
  }
  if (has(Means::Body) || has(Means::Scan)) {
    if (only({Means::Body})) return UsualName{Field::Body, kByWords};
    if (!only(
            {Means::Body, Means::Scan, Means::Paper, Means::Outlet, Means::Source, Means::Site})) {
      return std::nullopt;
    }
    // "source text" is a text, "text source" a source.
    if (last == Means::Body || last == Means::Scan) return UsualName{Field::Body, kByWords + 10};
    meanings.erase(Means::Body);
    meanings.erase(Means::Scan);
  }
  return source_of(meanings);
}

}  // namespace

std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words;
  name = text::cut(name, kMaxReadBytes);
  std::size_t start = 0;
  for (std::size_t at = 0; at <= name.size(); ++at) {
    const bool is_end = at == name.size();
    const char c = is_end ? ' ' : name[at];
    const bool is_mark = !ascii::is_letter(c) && static_cast<unsigned char>(c) < 0x80;
    const bool after_small = at > start && ascii::is_lower(name[at - 1]);
    const bool before_small = at + 1 < name.size() && ascii::is_lower(name[at + 1]);
    const bool after_big = at > start && ascii::is_upper(name[at - 1]);
    const bool begins = ascii::is_upper(c) && (after_small || (after_big && before_small));
    if (!is_mark && !begins) continue;
    add_word(name.substr(start, at - start), words);
    start = is_mark ? at + 1 : at;
  }
  return words;
}

std::optional<UsualName> field_by_words(std::string_view name) {
  if (name.size() > kMaxReadBytes) return std::nullopt;
  Meanings meanings;
  bool all_known = true;
  bool has_text = false;
  Means last = Means::Neutral;
  for (const std::string& word : words_of_name(name)) {
    const auto means = meaning_of(word);
    all_known = all_known && means.has_value();
    if (!means || means == Means::Neutral) {
      if (word != "text") continue;
      has_text = true;
      last = Means::Body;
      continue;
    }
    last = *means;
    meanings.insert(*means);
  }
  if (meanings.contains(Means::Other)) return std::nullopt;
  // "text" is the body, unless it is the text of a part: "headline text".
  if (has_text && are_among(meanings, {Means::Body, Means::Scan, Means::Paper, Means::Outlet,
                                       Means::Source, Means::Site, Means::Pages})) {
    meanings.insert(Means::Body);
  }
  // A list of pictures, mostly.
  if (ascii::same(name, "media")) return std::nullopt;
  if (meanings.empty()) return std::nullopt;
  if (!all_known) {
    // Only a text is taken under a name that is not understood, and only if there is no other.
    const bool is_text = are_among(meanings, {Means::Body, Means::Scan});
    if (!is_text || (last != Means::Body && last != Means::Scan)) return std::nullopt;
    return UsualName{Field::Body, kLastResort};
  }
  return agreed(std::move(meanings), last);
}

bool is_bare_title(std::string_view name) {
  const std::vector<std::string> words = words_of_name(name);
  return words.size() == 1 && meaning_of(words[0]) == Means::Headline && words[0] != "headline" &&
         words[0] != "headlines";
}

bool is_of_scan(std::string_view name) {
  if (name.find_first_of("oO") == std::string_view::npos) return false;
  const std::vector<std::string> words = words_of_name(name);
  return std::ranges::find(words, "ocr") != words.end();
}

bool is_rubrik(std::string_view name) {
  return ascii::same(name, "rubrik");
}

}  // namespace dateline
