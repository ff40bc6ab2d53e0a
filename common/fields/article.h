// SPDX-License-Identifier: GPL-2.0-or-later
// The article: what a reader produces, the extractors complete and the archive stores.
#pragma once

#include "common/date/date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Where a date was found. The order is the order of trust.
enum class Evidence { None, Header, Meta, Dateline, Url, FileName };

/// A date and the reason to believe it.
struct EvidentDate {
  Date date;
  Evidence evidence = Evidence::None;
  friend bool operator==(const EvidentDate&, const EvidentDate&) = default;
};

/// What a careful reader should know before quoting an article. Searchable as `flag:`.
enum class Flag {
  DateConflict,       ///< the stated date and dateline or URL disagree by more than two days
  DateFuture,         ///< published after the day it was ingested
  DateInvalid,        ///< the stated date does not exist (2019-02-30)
  DateAmbiguous,      ///< the stated date has two readings (02/03/2019)
  DateUnrecognised,   ///< a date was stated in a form we cannot read
  DateOrderInferred,  ///< 02/03/2019 was read as other dates of its file show
  DateWeekday,        ///< the stated date names a weekday on which that day is not
  DataDamaged,        ///< the page's JSON-LD says that it is an article's, but cannot be parsed
  EncodingGuessed,    ///< the text was not UTF-8 and was read as Windows-1252
  EncodingRepaired,   ///< broken UTF-8: bad bytes became U+FFFD
  Truncated,          ///< the body was over the limit and cut, or is where the file is damaged
  Withheld,           ///< its publisher holds it back
  Canceled,           ///< its publisher withdrew it
};

/// One news article. Text is UTF-8 without control characters other than '\n'; paragraphs of `body`
/// are separated by an empty line. A field that the article does not state is empty.
struct Article {
  std::string id;        ///< stable: the given id or URL, else a hash; see common/fields/identity.h
  std::string headline;  ///< headline or summary, one line
  std::string body;      ///< the dateline paragraph included, as written
  EvidentDate published;
  Date dateline_date;
  std::string stated_date;  ///< a stated date that could not be taken, as written
  Date ingested;
  std::string source;         ///< the name it is counted under, e.g. "UrduPoint News / Sputnik"
  std::string stated_source;  ///< as written, where that differs: "nytimes.com"
  std::vector<std::string> agencies;  ///< each party credited, e.g. {"UrduPoint News", "Sputnik"}
  std::string place;                  ///< of the dateline, e.g. "Washington"
  std::vector<std::string> authors;
  std::string section;
  std::vector<std::string> pages;  ///< of the printed paper, as stated, e.g. {"A1", "A14"}
  std::vector<std::string> tags;
  std::string language;  ///< ISO 639-1 code, or "und"
  std::string url;
  std::vector<Flag> flags;
  unsigned version = 1;  ///< how many texts the archive has been given under this id
};

/// "header", "meta", "dateline", "url", "filename", "none".
std::string_view name_of(Evidence evidence);
Evidence evidence_from_name(std::string_view name);

/// "date-conflict", "encoding-guessed", …
std::string_view name_of(Flag flag);

/// The names of an article's flags, in order.
std::vector<std::string> flag_names(const Article& article);

/// The flag of that name, or nothing.
std::optional<Flag> flag_from_name(std::string_view name);

/// All flags, in declaration order.
const std::vector<Flag>& all_flags();

}  // namespace dateline
