// SPDX-License-Identifier: GPL-2.0-or-later
// The table of usual names, after the public news data sets and the interfaces of news services.
#include "indexer/readers/base/fields.h"

#include "common/date/date.h"
#include "common/date/sentinel_date.h"
#include "common/text/ascii.h"
#include "common/text/by_name.h"
#include "common/text/fold.h"
#include "indexer/readers/base/databases.h"
#include "indexer/readers/base/field_names.h"
#include "indexer/readers/base/markup.h"
#include "indexer/readers/base/nothing.h"

#include <algorithm>
#include <charconv>

namespace dateline {
namespace {

const RawField& raw_field(Field field) {
  return raw_fields()[static_cast<std::size_t>(field)];
}

std::string normalised(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
    plain += ascii::lower(c);
  }
  return plain;
}

/// No field name is longer than this.
constexpr std::size_t kMaxNameBytes = 80;

/// What names of keys and columns mean is worked out once for so many.
constexpr std::size_t kRememberedNames = 4096;

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

/// The items of a text that lists several, separated by ';' or '|', or as Python prints them.
/// Commas separate tags and pages, but occur inside authors' names.
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

const std::vector<RawField>& raw_fields() {
  static const std::vector<RawField> all = {
      {Field::Id,
       "id",
       &RawArticle::id,
       &fields::row("id"),
       Taking::Understood,
       {"id", "guid", "uuid", "uri", "articleid", "docid", "documentid", "newsid"}},
      {Field::Headline,
       "headline",
       &RawArticle::headline,
       &fields::row("headline"),
       Taking::Understood,
       {"headline", "heading", "title", "webtitle", "articletitle", "newstitle", "headlinetext",
        "head", "t"}},
      {Field::Body,
       "body",
       &RawArticle::body,
       &fields::row("body"),
       Taking::Understood,
       {"body", "text", "content", "maintext", "bodytext", "articlebody", "articletext",
        "articlecontent", "fulltext", "ft", "contenttext", "bodyhtml", "bodyxhtml", "contenthtml",
        "story", "article"}},
      {Field::Summary,
       "summary",
       std::monostate(),
       nullptr,
       Taking::Understood,
       {"leadparagraph", "summary", "description", "shortdescription", "abstract", "lead",
        "excerpt", "snippet", "standfirst", "trailtext"}},
      {Field::Date,
       "date",
       std::monostate(),
       nullptr,
       Taking::Understood,
       {"published",         "publishedat",
        "publicationdate",   "publishdate",
        "datepublished",     "datepublish",
        "pubdate",           "publishedon",
        "publisheddate",     "publishedtime",
        "dateofpublication", "webpublicationdate",
        "firstpublished",    "date",
        "datetime",          "versioncreated",
        "firstcreated",      "timestamp",
        "createdat",         "created",
        "seendate",          "issuedate",
        "releasedate",       "printdate",
        "editiondate",       "d"}},
      {Field::Source,
       "source",
       &RawArticle::source,
       &fields::row("source"),
       Taking::Understood,
       {"newspaper", "outlet", "publication", "medianame", "source", "sourcename", "publisher",
        "sitename", "site", "sourcecommonname", "infosource", "sourcedomain", "domain"}},
      {Field::Url,
       "url",
       &RawArticle::url,
       &fields::row("url"),
       Taking::AsStated,
       {"url", "link", "weburl", "canonicalurl", "articleurl", "sourceurl", "permalink", "href",
        "documentidentifier"}},
      {Field::Author,
       "author",
       &RawArticle::authors,
       &fields::row("authors"),
       Taking::Understood,
       {"authors", "author", "byline", "by", "creator", "writer", "journalist", "reporter"}},
      {Field::Section,
       "section",
       &RawArticle::section,
       &fields::row("section"),
       Taking::AsStated,
       {"section", "sectionname", "articlesection", "category", "topic", "desk", "newsdesk",
        "newstype", "channel", "label"}},
      {Field::Pages,
       "pages",
       &RawArticle::pages,
       &fields::row("pages"),
       Taking::AsStated,
       {"page", "pages", "pp", "printpage", "pagenumber", "pagenumbers", "printpagenumber"}},
      {Field::Tags,
       "tags",
       &RawArticle::tags,
       &fields::row("tags"),
       Taking::AsStated,
       {"tags", "keywords", "categories", "topics", "subjects", "labels"}},
      {Field::Language,
       "language",
       &RawArticle::language,
       &fields::row("language"),
       Taking::Understood,
       {"language", "lang", "languagecode", "lg"}},
      {Field::Place,
       "place",
       &RawArticle::place,
       &fields::row("place"),
       Taking::Understood,
       {"place", "located", "location"}},
      {Field::Dateline,
       "dateline",
       &RawArticle::dateline,
       nullptr,
       Taking::Understood,
       {"dateline"}},
      {Field::Agency,
       "agency",
       &RawArticle::agencies,
       &fields::row("agencies"),
       Taking::AsStated,
       {"agencies", "agency", "newsagency"}},
      {Field::Status, "status", std::monostate(), nullptr, Taking::Understood, {"pubstatus"}},
  };
  return all;
}

const std::vector<std::string_view>& field_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const RawField& field : raw_fields()) all.push_back(field.name);
    return all;
  }();
  return names;
}

namespace {

/// How well a value of a date serves, beside others: one that can be read before one that can not.
enum class Worth : unsigned { Good, Ambiguous, None };

Worth worth_of(std::string_view date, const std::optional<double>& number, Date& read) {
  if (is_zero(date)) return Worth::None;
  DateResult result = parse_stated_date(date).result;
  if (number && !std::holds_alternative<Date>(result)) result = date_from_epoch(*number);
  if (const Date* const known = std::get_if<Date>(&result)) {
    read = *known;
    return is_sentinel(read) ? Worth::None : Worth::Good;
  }
  const bool is_open = std::get<DateProblem>(result).kind == DateProblem::Kind::Ambiguous;
  return is_open ? Worth::Ambiguous : Worth::None;
}

/// Is `time` the moment, and `day` the day alone, of one publication? Zones part them by a day.
bool completes(const Date& time, const Date& day) {
  if (time.precision < Precision::Minute || day.precision >= Precision::Minute) return false;
  const DateRange period = whole_period(day);
  const std::int64_t number = day_number(time);
  return number >= period.first_day - 1 && number <= period.last_day + 1;
}

}  // namespace

bool was_used(const RawArticle& article, std::string_view name) {
  const auto usual = usual_field(name);
  return std::any_of(article.found_in.begin(), article.found_in.end(), [&](const FoundIn& found) {
    return found.name == name || (usual && found.field == name_of(usual->field));
  });
}

std::string_view name_of(Field field) {
  return raw_field(field).name;
}

std::optional<Field> field_from_name(std::string_view name) {
  const auto it = std::ranges::find(raw_fields(), name, &RawField::name);
  if (it == raw_fields().end()) return std::nullopt;
  return it->field;
}

std::vector<std::string> stated_values(const RawArticle& raw, const RawField& field) {
  if (const auto* const list = std::get_if<RawList>(&field.member)) return raw.*(*list);
  if (const auto* const text = std::get_if<RawText>(&field.member)) {
    if (!(raw.*(*text)).empty()) return {raw.*(*text)};
  }
  return {};
}

namespace {

/// Of the names in the table: below it are names of the paper, above it those read by their words.
constexpr unsigned kFirstTableRank = 1000;

std::optional<UsualName> field_of(std::string_view name) {
  static const auto usual = [] {
    text::ByName<UsualName> all;
    for (const RawField& field : raw_fields()) {
      unsigned rank = kFirstTableRank;
      for (const std::string_view each : field.usual_names) {
        // One letter may stand for anything.
        const bool is_vague = field.field == Field::Date && each.size() == 1;
        all.emplace(std::string(each), UsualName{field.field, rank++, is_vague});
      }
    }
    return all;
  }();
  const auto it = usual.find(normalised(name));
  return it == usual.end() ? field_by_words(name) : it->second;
}

/// A number in place of a name is a count, or refers to a name elsewhere.
bool is_of_names(Field field) {
  return field == Field::Author || field == Field::Source || field == Field::Tags ||
         field == Field::Place || field == Field::Agency;
}

/// Does `value` say what such a field says?
bool says_something(UsualName name, std::string_view value) {
  if (is_nothing(value)) return false;
  value = text::trim(value);
  if (name.field == Field::Headline && is_no_headline(value)) return false;
  if (name.rank < kFirstUsualRank) return true;
  if (name.must_be_date && !epoch(value)) {
    return std::holds_alternative<Date>(parse_stated_date(value).result);
  }
  if (name.field == Field::Body || name.field == Field::Summary) return !is_file_path(value);
  // What kind of thing the record is.
  if (name.field == Field::Section) return !ascii::same(value, "article");
  return !is_of_names(name.field) || !ascii::all_digits(value);
}

/// Letters and digits only.
std::string letters_of(std::string_view name) {
  std::string letters = text::fold(name);
  std::erase_if(letters, [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && !ascii::is_letter_or_digit(c);
  });
  return letters;
}

/// "GDL" of "GDL-1900-01-02-a-i0001", as impresso numbers its articles.
std::string_view paper_in_id(std::string_view id) {
  const std::size_t name = std::min(id.find('-'), id.size());
  const std::string_view rest = id.substr(name);
  constexpr std::string_view kForm = "-dddd-dd-dd-a-i";
  if (name == 0 || rest.size() <= kForm.size()) return {};
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool fits = kForm[i] == 'd'   ? ascii::is_digit(rest[i])
                      : kForm[i] == 'a' ? ascii::is_letter(rest[i])
                                        : rest[i] == kForm[i];
    if (!fits) return {};
  }
  return ascii::all_digits(rest.substr(kForm.size())) ? id.substr(0, name) : std::string_view();
}

}  // namespace

std::optional<UsualName> usual_field(std::string_view name) {
  if (name.size() > kMaxNameBytes) return std::nullopt;
  thread_local text::ByName<std::optional<UsualName>> remembered;
  if (const auto known = remembered.find(name); known != remembered.end()) return known->second;
  const std::optional<UsualName> field = field_of(name);
  if (remembered.size() < kRememberedNames) remembered.emplace(name, field);
  return field;
}

bool FieldCollector::wants(UsualName name) const {
  // What a date is worth shows when it is read.
  return name.field == Field::Date || name.rank < ranks_[static_cast<std::size_t>(name.field)];
}

bool FieldCollector::is_better_date(UsualName name, std::string_view text,
                                    const std::optional<double>& number) const {
  // Most records have one date: what it is worth does not matter.
  if (article_.date.empty()) return true;
  Date read;
  Date known;
  const Worth worth = worth_of(text, number, read);
  const Worth known_worth = worth_of(article_.date, article_.date_epoch, known);
  if (worth != known_worth) return worth < known_worth;
  const unsigned known_rank = ranks_[static_cast<std::size_t>(Field::Date)];
  const bool is_first = name.rank < known_rank;
  // Names in a mapping are in the order that their author wants.
  const bool are_usual = name.rank >= kFirstUsualRank && known_rank >= kFirstUsualRank;
  if (!are_usual || !known.known() || !read.known()) return is_first;
  return completes(read, known) || (is_first && !completes(known, read));
}

void FieldCollector::found(UsualName name, std::string_view found_in) {
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

void FieldCollector::put(UsualName name, std::string_view found_in, std::string value) {
  if (!says_something(name, value)) return;
  if (name.field == Field::Date) return put_date(name, found_in, text::trim(value));
  const RawMember member = raw_field(name.field).member;
  if (std::holds_alternative<RawList>(member)) {
    return put(name, found_in,
               listed(value, name.field == Field::Tags || name.field == Field::Pages));
  }
  found(name, found_in);
  if (const auto* const text = std::get_if<RawText>(&member)) {
    article_.*(*text) = std::move(value);
  } else if (name.field == Field::Summary) {
    summary_ = std::move(value);
  } else {
    article_.status = status_from_name(text::trim(value));
  }
}

void FieldCollector::put_date(UsualName name, std::string_view found_in, std::string_view text) {
  const std::optional<double> number = epoch(text);
  if (!is_better_date(name, text, number)) return;
  found(name, found_in);
  article_.date = text;
  article_.date_epoch = number;
  article_.date_evidence = Evidence::Meta;
}

void FieldCollector::put(UsualName name, std::string_view found_in,
                         const std::vector<std::string>& values) {
  std::vector<std::string> present;
  std::copy_if(values.begin(), values.end(), std::back_inserter(present),
               [&](const std::string& value) { return says_something(name, value); });
  if (present.empty()) return;
  const RawMember member = raw_field(name.field).member;
  if (const auto* const list = std::get_if<RawList>(&member)) {
    found(name, found_in);
    article_.*(*list) = std::move(present);
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

std::string_view FieldCollector::where(Field field) const {
  const auto& known = article_.found_in;
  const auto it = std::find_if(known.begin(), known.end(),
                               [&](const FoundIn& each) { return each.field == name_of(field); });
  return it == known.end() ? std::string_view() : std::string_view(it->name);
}

/// Libraries' records have the paper in `title`: that of a scanned page has no headline, or has it
/// in `heading`.
void FieldCollector::part_title_from_paper() {
  const unsigned rank = ranks_[static_cast<std::size_t>(Field::Source)];
  std::string& source = article_.source;
  const bool has_paper = !source.empty() && !is_database(source);
  if (!other_title_.empty() && !has_paper && ascii::same(where(Field::Headline), "heading")) {
    source = std::move(other_title_);
  }
  if (!is_of_scan_ || article_.headline.empty() || !is_bare_title(where(Field::Headline))) return;
  // A source that is called one, or a paper, has been named: the title is the article's.
  static const unsigned kPublisher = usual_field("publisher")->rank;
  const bool is_same = letters_of(source) == letters_of(article_.headline);
  if (has_paper && rank < kPublisher && !is_same) return;
  if (!is_same) source = article_.headline;
  article_.headline.clear();
  const std::string name(where(Field::Headline));
  std::erase_if(article_.found_in,
                [](const FoundIn& each) { return each.field == name_of(Field::Headline); });
  if (!is_same) found({Field::Source, 0}, name);
}

void FieldCollector::take_headline_from_section() {
  if (!article_.headline.empty() || !is_rubrik(where(Field::Section))) return;
  const std::string name(where(Field::Section));
  article_.headline = std::move(article_.section);
  article_.section.clear();
  std::erase_if(article_.found_in,
                [](const FoundIn& each) { return each.field == name_of(Field::Section); });
  found({Field::Headline, 0}, name);
}

RawArticle FieldCollector::article(Origin origin, text::Repair repair) && {
  part_title_from_paper();
  take_headline_from_section();
  if (article_.source.empty()) article_.source = paper_in_id(article_.id);
  article_.origin = std::move(origin);
  article_.repair = repair;
  const bool has_controls =
      text::has_controls(article_.headline) || text::has_controls(article_.body);
  if (repair == text::Repair::None && has_controls) article_.repair = text::Repair::Replaced;
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
