// SPDX-License-Identifier: GPL-2.0-or-later
// The table of usual names, after the public news data sets and the interfaces of news services.
#include "indexer/readers/fields.h"

#include "indexer/readers/markup.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <unordered_map>

namespace dateline {
namespace {

/// The names a field goes by, as `normalised`, the surest first.
struct UsualNames {
  Field field;
  std::vector<std::string_view> names;
};

const std::vector<UsualNames>& usual_names() {
  static const std::vector<UsualNames> all = {
      {Field::Id, {"id", "guid", "uuid", "uri", "articleid", "docid", "documentid", "newsid"}},
      {Field::Headline,
       {"headline", "title", "webtitle", "articletitle", "newstitle", "headlinetext", "heading",
        "head"}},
      {Field::Body,
       {"body", "text", "content", "maintext", "bodytext", "articlebody", "articletext",
        "articlecontent", "fulltext", "contenttext", "bodyhtml", "bodyxhtml", "contenthtml",
        "story", "article"}},
      {Field::Summary,
       {"leadparagraph", "summary", "description", "shortdescription", "abstract", "lead",
        "excerpt", "snippet", "standfirst", "trailtext"}},
      {Field::Date, {"published",      "publishedat",   "publicationdate",   "publishdate",
                     "datepublished",  "datepublish",   "pubdate",           "publishedon",
                     "publisheddate",  "publishedtime", "dateofpublication", "webpublicationdate",
                     "firstpublished", "date",          "datetime",          "versioncreated",
                     "firstcreated",   "timestamp",     "createdat",         "created",
                     "seendate"}},
      {Field::Source,
       {"source", "publication", "publisher", "sourcename", "sitename", "medianame", "outlet",
        "newspaper", "site", "sourcecommonname", "infosource", "sourcedomain", "domain"}},
      {Field::Url,
       {"url", "link", "weburl", "canonicalurl", "articleurl", "sourceurl", "permalink", "href",
        "documentidentifier"}},
      {Field::Author,
       {"authors", "author", "byline", "by", "creator", "writer", "journalist", "reporter"}},
      {Field::Section,
       {"section", "sectionname", "articlesection", "category", "topic", "desk", "newsdesk",
        "newstype", "channel", "label"}},
      {Field::Tags, {"tags", "keywords", "categories", "topics", "subjects", "labels"}},
      {Field::Language, {"language", "lang", "languagecode"}},
      {Field::Place, {"place", "located", "location"}},
      {Field::Dateline, {"dateline"}},
      {Field::Agency, {"agencies", "agency", "newsagency"}},
      {Field::Status, {"pubstatus"}},
  };
  return all;
}

struct Hash : std::hash<std::string_view> {
  using is_transparent = void;
};

std::string normalised(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
    plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return plain;
}

/// The name of a field is no longer than this.
constexpr std::size_t kMaxNameBytes = 40;

/// 1576231200 and 1576231200000 are seconds and milliseconds; shorter numbers are days and years,
/// longer ones a day and a time.
std::optional<double> epoch(std::string_view text) {
  std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  const std::size_t whole = std::min(digits.find_first_not_of("0123456789"), digits.size());
  if (whole < 9 || whole > 13) return std::nullopt;
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string* text_field(RawArticle& article, Field field) {
  switch (field) {
    case Field::Id:
      return &article.id;
    case Field::Headline:
      return &article.headline;
    case Field::Body:
      return &article.body;
    case Field::Source:
      return &article.source;
    case Field::Url:
      return &article.url;
    case Field::Section:
      return &article.section;
    case Field::Language:
      return &article.language;
    case Field::Place:
      return &article.place;
    case Field::Dateline:
      return &article.dateline;
    default:
      return nullptr;
  }
}

std::vector<std::string>* list_field(RawArticle& article, Field field) {
  switch (field) {
    case Field::Author:
      return &article.authors;
    case Field::Tags:
      return &article.tags;
    case Field::Agency:
      return &article.agencies;
    default:
      return nullptr;
  }
}

/// What Python prints for a list of strings, without its brackets.
std::vector<std::string> python_list(std::string_view text) {
  std::vector<std::string> items;
  while (!(text = text::trim(text)).empty()) {
    const char quote = text.front();
    const std::size_t quoted = quote == '\'' || quote == '"' ? 1 : 0;
    const std::size_t end =
        std::min(quoted != 0 ? text.find(quote, 1) : text.find(','), text.size());
    items.emplace_back(text::trim(text.substr(quoted, end - quoted)));
    text.remove_prefix(std::min(text.find(',', end), text.size() - 1) + 1);
  }
  return items;
}

/// The items of a text that lists several, parted by ';' or '|', or as Python prints them. Commas
/// part tags, but stand inside the names of authors.
std::vector<std::string> listed(std::string_view text, bool by_commas) {
  text = text::trim(text);
  if (text.starts_with('[') && text.ends_with(']')) {
    return python_list(text.substr(1, text.size() - 2));
  }
  const bool has_mark = text.find_first_of(";|") != std::string_view::npos;
  const std::string_view marks = has_mark || !by_commas ? ";|" : ",";
  std::vector<std::string> items;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(marks, start), text.size());
    items.emplace_back(text::trim(text.substr(start, end - start)));
    start = end + 1;
  }
  return items;
}

}  // namespace

const std::array<std::string_view, kFields>& field_names() {
  static constexpr std::array<std::string_view, kFields> names = {
      "id",      "headline", "body",     "summary", "date",     "source", "url",   "author",
      "section", "tags",     "language", "place",   "dateline", "agency", "status"};
  return names;
}

std::string_view name_of(Field field) {
  return field_names()[static_cast<std::size_t>(field)];
}

std::optional<Field> field_from_name(std::string_view name) {
  const auto* it = std::find(field_names().begin(), field_names().end(), name);
  if (it == field_names().end()) return std::nullopt;
  return static_cast<Field>(it - field_names().begin());
}

std::optional<FieldName> usual_field(std::string_view name) {
  static const auto table = [] {
    std::unordered_map<std::string, FieldName, Hash, std::equal_to<>> all;
    for (const UsualNames& usual : usual_names()) {
      // Names that a mapping gives come before all usual ones.
      unsigned rank = 1000;
      for (const std::string_view each : usual.names) {
        all.emplace(std::string(each), FieldName{usual.field, rank++});
      }
    }
    return all;
  }();
  if (name.size() > kMaxNameBytes) return std::nullopt;
  const auto it = table.find(normalised(name));
  if (it == table.end()) return std::nullopt;
  return it->second;
}

void FieldCollector::found(FieldName name, std::string_view found_in) {
  ranks_[static_cast<std::size_t>(name.field)] = name.rank;
  const std::string_view field = name_of(name.field);
  auto& known = article_.found_in;
  const auto it = std::find_if(known.begin(), known.end(),
                               [&](const FoundIn& each) { return each.field == field; });
  if (it != known.end()) {
    it->name = found_in;
  } else {
    known.push_back({field, std::string(found_in)});
  }
}

void FieldCollector::put(FieldName name, std::string_view found_in, std::string value) {
  if (text::trim(value).empty()) return;
  found(name, found_in);
  if (auto* const list = list_field(article_, name.field)) {
    *list = listed(value, name.field == Field::Tags);
  } else if (auto* const text = text_field(article_, name.field)) {
    *text = std::move(value);
  } else if (name.field == Field::Summary) {
    summary_ = std::move(value);
  } else if (name.field == Field::Date) {
    article_.date = text::trim(value);
    article_.date_epoch = epoch(article_.date);
    article_.date_evidence = Evidence::Meta;
  } else {
    article_.status = status_from_name(text::trim(value));
  }
}

void FieldCollector::put(FieldName name, std::string_view found_in,
                         const std::vector<std::string>& values) {
  std::vector<std::string> present;
  std::copy_if(values.begin(), values.end(), std::back_inserter(present),
               [](const std::string& value) { return !text::trim(value).empty(); });
  if (present.empty()) return;
  if (auto* const list = list_field(article_, name.field)) {
    found(name, found_in);
    *list = std::move(present);
    return;
  }
  const bool is_prose = name.field == Field::Body || name.field == Field::Summary;
  std::string joined;
  for (const std::string& value : present) {
    if (!joined.empty()) joined += is_prose ? "\n\n" : " ";
    joined += value;
  }
  put(name, found_in, std::move(joined));
}

RawArticle FieldCollector::article(Origin origin, text::Repair repair) && {
  article_.origin = std::move(origin);
  article_.repair = repair;
  if (article_.body.empty()) article_.body = std::move(summary_);
  article_.headline = plain_text(std::move(article_.headline));
  article_.body = plain_text(std::move(article_.body));
  return std::move(article_);
}

Status status_from_name(std::string_view name) {
  const std::string plain = normalised(name.substr(name.rfind(':') + 1));
  if (plain == "withheld" || plain == "embargoed") return Status::Withheld;
  if (plain == "canceled" || plain == "cancelled") return Status::Canceled;
  return Status::Usable;
}

}  // namespace dateline
