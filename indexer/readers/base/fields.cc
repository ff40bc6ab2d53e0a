// SPDX-License-Identifier: GPL-2.0-or-later
// The table of usual names, after the public news data sets and the interfaces of news services.
#include "indexer/readers/base/fields.h"

#include "common/date/sentinel_date.h"
#include "common/text/ascii.h"
#include "indexer/readers/base/markup.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace dateline {
namespace {

const RawField& raw_field(Field field) {
  return raw_fields()[static_cast<std::size_t>(field)];
}

struct Hash : std::hash<std::string_view> {
  using is_transparent = void;
};

std::string normalised(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
    plain += ascii::lower(c);
  }
  return plain;
}

/// No field name is longer than this.
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
       {"headline", "title", "webtitle", "articletitle", "newstitle", "headlinetext", "heading",
        "head"}},
      {Field::Body,
       "body",
       &RawArticle::body,
       &fields::row("body"),
       Taking::Understood,
       {"body", "text", "content", "maintext", "bodytext", "articlebody", "articletext",
        "articlecontent", "fulltext", "contenttext", "bodyhtml", "bodyxhtml", "contenthtml",
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
       {"published",      "publishedat",   "publicationdate",   "publishdate",
        "datepublished",  "datepublish",   "pubdate",           "publishedon",
        "publisheddate",  "publishedtime", "dateofpublication", "webpublicationdate",
        "firstpublished", "date",          "datetime",          "versioncreated",
        "firstcreated",   "timestamp",     "createdat",         "created",
        "seendate"}},
      {Field::Source,
       "source",
       &RawArticle::source,
       &fields::row("source"),
       Taking::Understood,
       {"source", "publication", "publisher", "sourcename", "sitename", "medianame", "outlet",
        "newspaper", "site", "sourcecommonname", "infosource", "sourcedomain", "domain"}},
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
       {"page", "pages", "printpage", "pagenumber", "pagenumbers", "printpagenumber"}},
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
       {"language", "lang", "languagecode"}},
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

std::optional<UsualName> usual_field(std::string_view name) {
  static const auto usual = [] {
    std::unordered_map<std::string, UsualName, Hash, std::equal_to<>> all;
    for (const RawField& field : raw_fields()) {
      // Names from a mapping take precedence over usual ones.
      unsigned rank = kFirstUsualRank;
      for (const std::string_view each : field.usual_names) {
        all.emplace(std::string(each), UsualName{field.field, rank++});
      }
    }
    return all;
  }();
  if (name.size() > kMaxNameBytes) return std::nullopt;
  const auto it = usual.find(normalised(name));
  if (it == usual.end()) return std::nullopt;
  return it->second;
}

bool FieldCollector::wants(UsualName name) const {
  // What a date is worth shows when it is read.
  return name.field == Field::Date || name.rank < ranks_[static_cast<std::size_t>(name.field)];
}

bool FieldCollector::is_better_date(UsualName name, std::string_view text,
                                    const std::optional<double>& number) {
  Date read;
  const auto worth = static_cast<unsigned>(worth_of(text, number, read));
  const unsigned known = ranks_[static_cast<std::size_t>(Field::Date)];
  const bool is_first = article_.date.empty();
  bool is_better = name.rank < known;
  // Names in a mapping are in the order that their author wants.
  if (worth == date_worth_ && date_.known() && read.known() && name.rank >= kFirstUsualRank &&
      known >= kFirstUsualRank) {
    is_better = completes(read, date_) || (is_better && !completes(date_, read));
  }
  if (!is_first && (worth > date_worth_ || (worth == date_worth_ && !is_better))) return false;
  date_worth_ = worth;
  date_ = read;
  return true;
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
  if (text::trim(value).empty()) return;
  if (name.field == Field::Date) return put_date(name, found_in, text::trim(value));
  found(name, found_in);
  const RawMember member = raw_field(name.field).member;
  if (const auto* const list = std::get_if<RawList>(&member)) {
    article_.*(*list) = listed(value, name.field == Field::Tags || name.field == Field::Pages);
  } else if (const auto* const text = std::get_if<RawText>(&member)) {
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
               [](const std::string& value) { return !text::trim(value).empty(); });
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

RawArticle FieldCollector::article(Origin origin, text::Repair repair) && {
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
