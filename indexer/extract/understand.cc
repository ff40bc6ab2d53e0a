// SPDX-License-Identifier: GPL-2.0-or-later
// The order of trust for the date of publication: the stated date, else the dateline's.
#include "indexer/extract/understand.h"

#include "indexer/extract/dateline.h"
#include "indexer/extract/identity.h"
#include "indexer/extract/language.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr std::size_t kMaxHeadlineBytes = 2048;
constexpr std::size_t kMaxFieldBytes = 1024;

/// A wire story is printed the next day, and the day after across the date line; more is a
/// conflict.
constexpr std::int64_t kMaxDaysApart = 2;

std::string field(std::string_view text) {
  return std::string(text::cut(text::single_line(text), kMaxFieldBytes));
}

std::vector<std::string> fields(const std::vector<std::string>& raw) {
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
DateResult stated_date(const RawArticle& raw) {
  if (!raw.date_epoch) return parse_date(raw.date);
  const double number = *raw.date_epoch;
  if (number == std::floor(number) && (raw.date.size() == 4 || raw.date.size() == 8)) {
    DateResult calendar = parse_date(raw.date);
    const Date* date = std::get_if<Date>(&calendar);
    if (date != nullptr && date->year >= 1500 && date->year < 2200) return calendar;
  }
  return date_from_epoch(number);
}

void take_stated_date(const RawArticle& raw, Article& article) {
  const std::string stated = field(raw.date);
  if (stated.empty()) return;
  const DateResult result = stated_date(raw);
  if (const Date* date = std::get_if<Date>(&result)) {
    article.published = {*date, raw.date_evidence};
  } else {
    article.stated_date = stated;
    article.flags.push_back(flag_for(std::get<DateProblem>(result).kind));
  }
}

void take_dateline(Article& article) {
  const auto dateline = parse_dateline(article.body, article.published.date);
  if (!dateline) return;
  article.place = field(dateline->place);
  article.agencies = fields(dateline->agencies);
  if (article.source.empty()) article.source = field(dateline->credit);
  if (!dateline->date) return;
  article.dateline_date = {*dateline->date, Evidence::Dateline};
  if (!article.published.date.known()) {
    article.published = article.dateline_date;
    return;
  }
  const DateRange header = whole_period(article.published.date);
  const DateRange line = whole_period(*dateline->date);
  if (line.first_day > header.last_day + kMaxDaysApart ||
      header.first_day > line.last_day + kMaxDaysApart) {
    article.flags.push_back(Flag::DateConflict);
  }
}

void take_language(const RawArticle& raw, const Defaults& defaults, Article& article) {
  article.language = language_code(raw.language);
  if (article.language.empty()) article.language = defaults.language;
  if (article.language.empty()) {
    article.language = detect_language(article.headline + "\n" + article.body);
  }
}

}  // namespace

Article understand(const RawArticle& raw, const Defaults& defaults, const Date& now) {
  Article article;
  article.ingested = now;
  article.headline = text::cut(text::single_line(raw.headline), kMaxHeadlineBytes);
  article.body = text::tidy_paragraphs(raw.body);
  if (article.body.size() > kMaxBodyBytes) {
    article.body.resize(text::cut(article.body, kMaxBodyBytes).size());
    article.flags.push_back(Flag::Truncated);
  }
  if (raw.repair == text::Repair::Guessed) article.flags.push_back(Flag::EncodingGuessed);
  if (raw.repair == text::Repair::Replaced) article.flags.push_back(Flag::EncodingRepaired);
  if (raw.status == Status::Withheld) article.flags.push_back(Flag::Withheld);
  if (raw.status == Status::Canceled) article.flags.push_back(Flag::Canceled);
  article.source = field(raw.source);
  article.authors = fields(raw.authors);
  article.section = field(raw.section);
  article.tags = fields(raw.tags);
  article.url = field(raw.url);
  take_stated_date(raw, article);
  take_dateline(article);
  if (article.source.empty()) article.source = defaults.source;
  // A day's grace: it is already tomorrow somewhere.
  if (article.published.date.known() && day_number(article.published.date) > day_number(now) + 1) {
    article.flags.push_back(Flag::DateFuture);
  }
  take_language(raw, defaults, article);
  article.id = field(raw.id);
  if (article.id.empty()) article.id = derive_id(article);
  return article;
}

}  // namespace dateline
