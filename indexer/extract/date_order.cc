// SPDX-License-Identifier: GPL-2.0-or-later
// Only dates with two separate numbers are looked at; most files have none and cost little.
#include "indexer/extract/date_order.h"

#include "common/text/ascii.h"

#include <utility>

namespace dateline {
namespace {

/// One or two digits, a mark, and a digit: 02/03/2019 and not 2019-12-13.
bool may_have_open_order(std::string_view text) {
  const std::size_t start = text.find_first_of("0123456789");
  if (start == std::string_view::npos) return false;
  std::size_t end = start;
  while (end < text.size() && ascii::is_digit(text[end])) ++end;
  if (end - start > 2 || end + 1 >= text.size()) return false;
  // A time may come first.
  if (text[end] == ':') return true;
  return (text[end] == '/' || text[end] == '-') && ascii::is_digit(text[end + 1]);
}

/// Of memory: a list of headlines is mostly what surrounds them.
std::uint64_t bytes_of(const RawArticle& raw) {
  return sizeof raw + raw.body.size() + raw.headline.size();
}

}  // namespace

void DateOrderGate::learn(const RawArticle& raw) {
  if (!may_have_open_order(raw.date)) return;
  const StatedDate stated = parse_stated_date(raw.date);
  if (stated.shows != DateOrder::Unknown) {
    contradicted_ |= shown_ != DateOrder::Unknown && shown_ != stated.shows;
    shown_ = stated.shows;
    is_open_ = true;
    return;
  }
  const auto* problem = std::get_if<DateProblem>(&stated.result);
  if (problem != nullptr && problem->kind == DateProblem::Kind::Ambiguous &&
      shown_ == DateOrder::Unknown) {
    is_open_ = false;
  }
}

void DateOrderGate::put(RawArticle raw) {
  learn(raw);
  waiting_bytes_ += bytes_of(raw);
  waiting_.push_back({std::move(raw)});
  if (waiting_bytes_ > kMaxHeldBytes) is_open_ = true;
}

std::optional<OrderedArticle> DateOrderGate::take() {
  if (!is_open_ || waiting_.empty()) return std::nullopt;
  OrderedArticle next = std::move(waiting_.front());
  waiting_.pop_front();
  waiting_bytes_ -= bytes_of(next.raw);
  next.order = contradicted_ ? DateOrder::Unknown : shown_;
  return next;
}

}  // namespace dateline
