// SPDX-License-Identifier: GPL-2.0-or-later
// The order of trust for the date of publication: the stated date, else the dateline's, else that
// in the URL, else that in the file's name.
#include "indexer/extract/understand.h"

#include "common/date/sentinel_date.h"
#include "common/fields/identity.h"
#include "common/fields/schema.h"
#include "common/text/language.h"
#include "indexer/extract/credits.h"
#include "indexer/extract/dateline.h"
#include "indexer/extract/language.h"
#include "indexer/extract/own_country.h"
#include "indexer/extract/path_date.h"
#include "indexer/extract/source_names.h"
#include "indexer/readers/base/databases.h"
#include "indexer/readers/base/fields.h"
#include "indexer/readers/base/nothing.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr std::size_t kMaxHeadlineBytes = 2048;
constexpr std::size_t kMaxFieldBytes = 1024;

/// A wire story is printed the next day, and the day after across the date line; more is a
/// conflict.
constexpr std::int64_t kMaxDaysApart = 2;

/// Empty for what programs write where there is none, too.
std::string field(std::string_view text) {
  if (is_nothing(text)) return {};
  return std::string(text::cut(text::single_line(text), kMaxFieldBytes));
}

std::vector<std::string> tidied(const std::vector<std::string>& raw) {
  std::vector<std::string> all;
  for (const std::string& one : raw) {
    std::string value = field(one);
    if (!value.empty() && std::find(all.begin(), all.end(), value) == all.end()) {
      all.push_back(std::move(value));
    }
  }
  return all;
}

Flag flag_for(DateProblem::Kind kind) {
  switch (kind) {
    case DateProblem::Kind::Impossible:
      return Flag::DateInvalid;
    case DateProblem::Kind::Ambiguous:
      return Flag::DateAmbiguous;
    case DateProblem::Kind::Unrecognised:
      break;
  }
  return Flag::DateUnrecognised;
}

/// A number is epoch seconds unless it reads as a day (20191213) or a year (2019) of the time of
/// newspapers, which as seconds would all lie in 1970.
StatedDate stated_date(const RawArticle& raw, DateOrder order) {
  if (!raw.date_epoch) return parse_stated_date(raw.date, order);
  const double number = *raw.date_epoch;
  if (number == std::floor(number) && (raw.date.size() == 4 || raw.date.size() == 8)) {
    DateResult calendar = parse_date(raw.date);
    const Date* date = std::get_if<Date>(&calendar);
    if (date != nullptr && date->year >= 1500 && date->year < 2200) return {*date};
  }
  return {date_from_epoch(number)};
}

void take_stated_date(const RawArticle& raw, const Defaults& defaults, DateOrder shown_order,
                      Article& article) {
  const std::string stated = field(raw.date);
  if (stated.empty()) return;
  const bool is_given = defaults.date_order != DateOrder::Unknown;
  const StatedDate read = stated_date(raw, is_given ? defaults.date_order : shown_order);
  const Date* const date = std::get_if<Date>(&read.result);
  if (date != nullptr && is_sentinel(*date)) {
    article.stated_date = stated;
    article.flags.push_back(Flag::DateInvalid);
  } else if (date != nullptr) {
    article.published = {*date, raw.date_evidence};
    if (read.contradicts_weekday) article.flags.push_back(Flag::DateWeekday);
    if (read.by_order && !is_given) article.flags.push_back(Flag::DateOrderInferred);
  } else {
    article.stated_date = stated;
    article.flags.push_back(is_zero(stated) ? Flag::DateInvalid
                                            : flag_for(std::get<DateProblem>(read.result).kind));
  }
}

void flag_conflict(const Date& one, const Date& other, Article& article) {
  const DateRange a = whole_period(one);
  const DateRange b = whole_period(other);
  const bool apart =
      b.first_day > a.last_day + kMaxDaysApart || a.first_day > b.last_day + kMaxDaysApart;
  const auto& flags = article.flags;
  if (apart && std::find(flags.begin(), flags.end(), Flag::DateConflict) == flags.end()) {
    article.flags.push_back(Flag::DateConflict);
  }
}

void take_source(std::string_view name, const SourceTable& table, Article& article) {
  if (!article.source.empty() || name.empty()) return;
  article.source = canonical_source(name, table);
  if (article.source != name) article.stated_source = name;
}

/// A dateline in its own field counts as if it preceded the body.
void take_dateline(const RawArticle& raw, const SourceTable& table, Article& article) {
  article.place = without_own_country(field(raw.place));
  std::optional<Dateline> dateline;
  if (!raw.dateline.empty()) dateline = read_dateline_field(raw.dateline, article.published.date);
  if (!dateline) dateline = parse_dateline(article.body, article.published.date);
  if (!dateline) return;
  if (!dateline->place.empty()) article.place = without_own_country(field(dateline->place));
  add_names(tidied(dateline->agencies), article.agencies);
  take_source(field(dateline->credit), table, article);
  if (!dateline->date) return;
  article.dateline_date = *dateline->date;
  if (article.published.date.known()) {
    flag_conflict(article.published.date, *dateline->date, article);
  } else {
    article.published = {article.dateline_date, Evidence::Dateline};
  }
}

/// The address never overrides what the article states. Only folders of year, month and day are
/// certain enough to count as a conflict: other digits may be those of the event.
void take_path_date(const RawArticle& raw, std::int64_t latest, Article& article) {
  const std::optional<PathDate> in_url = date_in_url(article.url, latest);
  if (article.published.date.known()) {
    if (in_url && in_url->is_in_folders) {
      flag_conflict(article.published.date, in_url->date, article);
    }
  } else if (in_url) {
    article.published = {in_url->date, Evidence::Url};
  } else if (const auto date = date_in_file_name(raw.origin.file, latest)) {
    article.published = {*date, Evidence::FileName};
  }
}

void take_credits(const RawArticle& raw, Article& article) {
  const Byline byline = read_byline(tidied(raw.authors), article.source);
  article.authors = byline.authors;
  if (article.place.empty()) article.place = without_own_country(field(byline.place));
  add_names(byline.agencies, article.agencies);
  add_names(closing_agencies(article.body), article.agencies);
}

/// Agencies under the names by which they are counted, each once.
void count_agencies_as_one(const SourceTable& table, Article& article) {
  std::vector<std::string> names;
  for (const std::string& agency : article.agencies) {
    const NewsSource* const known = table.find(agency);
    add_names({known == nullptr ? agency : known->name}, names);
  }
  article.agencies = std::move(names);
}

void take_language(const RawArticle& raw, const Defaults& defaults, Article& article) {
  article.language = language_code(raw.language);
  if (article.language.empty()) article.language = defaults.language;
  if (article.language.empty()) {
    article.language = detect_language(article.headline + "\n" + article.body);
  }
}

/// Will control characters be taken from its text or a field?
bool has_controls(const RawArticle& raw) {
  if (text::has_controls(raw.headline) || text::has_controls(raw.body)) return true;
  for (const RawField& stated : raw_fields()) {
    const std::vector<std::string> values = stated_values(raw, stated);
    if (std::any_of(values.begin(), values.end(), text::has_controls)) return true;
  }
  return false;
}

}  // namespace

Article understand(const RawArticle& raw, const Defaults& defaults, const Date& now,
                   DateOrder shown_order) {
  // A day's grace: it is already tomorrow somewhere.
  const std::int64_t latest = day_number(now) + 1;
  Article article;
  article.ingested = now;
  if (!is_no_headline(raw.headline)) {
    article.headline = text::cut(text::single_line(raw.headline), kMaxHeadlineBytes);
  }
  if (!is_nothing(raw.body)) article.body = text::tidy_paragraphs(raw.body);
  if (article.body.size() > defaults.max_body_bytes) {
    article.body.resize(text::cut(article.body, defaults.max_body_bytes).size());
    article.flags.push_back(Flag::Truncated);
  } else if (raw.is_cut) {
    article.flags.push_back(Flag::Truncated);
  }
  if (raw.is_data_damaged) article.flags.push_back(Flag::DataDamaged);
  if (raw.repair == text::Repair::Guessed) article.flags.push_back(Flag::EncodingGuessed);
  if (raw.repair == text::Repair::Replaced || has_controls(raw)) {
    article.flags.push_back(Flag::EncodingRepaired);
  }
  if (raw.status == Status::Withheld) article.flags.push_back(Flag::Withheld);
  if (raw.status == Status::Canceled) article.flags.push_back(Flag::Canceled);
  for (const RawField& stated : raw_fields()) {
    if (stated.taking == Taking::Understood) continue;
    fields::set(article, *stated.row, tidied(stated_values(raw, stated)));
  }
  take_stated_date(raw, defaults, shown_order, article);
  // The outlet at the address ran the story; the one credited in the dateline supplied it.
  const SourceTable& sources = defaults.source_table();
  const std::string stated_source = field(raw.source);
  // A database names itself where it should name the paper.
  const bool is_paper = !is_database(stated_source);
  if (is_paper) take_source(stated_source, sources, article);
  take_source(source_at(article.url, sources), sources, article);
  take_dateline(raw, sources, article);
  take_credits(raw, article);
  count_agencies_as_one(sources, article);
  take_path_date(raw, latest, article);
  take_source(defaults.source, sources, article);
  if (!is_paper) take_source(stated_source, sources, article);
  // The paper's name over a text is no headline.
  constexpr std::size_t kMostArticle = 8;  // "The "
  const bool is_short = article.headline.size() <= article.source.size() + kMostArticle;
  const bool is_paper_name =
      is_short && !article.source.empty() && !article.body.empty() &&
      schema::facet_key(article.headline) == schema::facet_key(article.source);
  if (is_paper_name) article.headline.clear();
  if (article.published.date.known() && day_number(article.published.date) > latest) {
    article.flags.push_back(Flag::DateFuture);
  }
  take_language(raw, defaults, article);
  article.id = field(raw.id);
  if (article.id.empty()) article.id = derive_id(article);
  return article;
}

}  // namespace dateline
