// SPDX-License-Identifier: GPL-2.0-or-later
// A record is searched for in a buffer that grows with it, up to a limit, so that after an unclosed
// quote reading can go back to the next line.
#include "indexer/readers/tabular/csv_records.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <utility>

namespace dateline {
namespace {

constexpr std::size_t kNone = std::string::npos;

}  // namespace

std::size_t split_record(std::string_view record, char delimiter, std::size_t limit,
                         std::vector<std::string>& cells) {
  std::size_t count = 0;
  for (std::size_t at = 0; at <= record.size(); ++count) {
    std::size_t end = 0;
    std::string* cell = nullptr;
    if (count < limit) {
      if (cells.size() <= count) cells.emplace_back();
      cell = &cells[count];
      cell->clear();
    }
    if (at < record.size() && record[at] == '"') {
      for (++at;; at = end + 1) {
        end = std::min(record.find('"', at), record.size());
        if (cell != nullptr) cell->append(record, at, end - at);
        const bool closes = end + 1 >= record.size() || record[end + 1] == delimiter;
        if (closes) break;
        if (cell != nullptr) *cell += '"';
        if (record[end + 1] == '"') ++end;
      }
      at = end + 2;
    } else {
      end = std::min(record.find(delimiter, at), record.size());
      if (cell != nullptr) cell->append(record, at, end - at);
      at = end + 1;
    }
  }
  for (std::size_t missing = count; missing < std::min(limit, cells.size()); ++missing) {
    cells[missing].clear();
  }
  return count;
}

CsvRecords::CsvRecords(Input& input, char delimiter)
    : input_(input), delimiter_(delimiter), buffer_offset_(input.position()) {}

bool CsvRecords::fill() {
  if (at_end_) return false;
  const std::string_view chunk = input_.chunk();
  at_end_ = chunk.empty();
  // Growing like a string, it would briefly hold three times the limit.
  if (buffer_.size() > kMaxLineBytes / 2) buffer_.reserve(kMaxLineBytes + 2 * chunk.size());
  buffer_ += chunk;
  return !at_end_;
}

std::size_t CsvRecords::end_of_line(std::size_t at) {
  std::size_t end = kNone;
  while ((end = buffer_.find('\n', at)) == kNone) {
    at = buffer_.size();
    if (at - start_ > kMaxLineBytes || !fill()) return at;
  }
  return end;
}

/// The position after the quote that closes the cell whose text begins at `at`; kNone if none does.
std::size_t CsvRecords::end_of_quoted(std::size_t at) {
  while (at - start_ <= kMaxLineBytes) {
    const std::size_t quote = buffer_.find('"', at);
    if (quote == kNone) {
      at = buffer_.size();
    } else {
      // What follows decides; at the end of the buffer that is not there yet.
      while (quote + 2 >= buffer_.size() && fill()) {
      }
      const char next = quote + 1 < buffer_.size() ? buffer_[quote + 1] : '\n';
      if (next == delimiter_ || next == '\n') return quote + 1;
      if (next == '\r' && (quote + 2 >= buffer_.size() || buffer_[quote + 2] == '\n')) {
        return quote + 1;
      }
      at = quote + (next == '"' ? 2 : 1);
      continue;
    }
    if (!fill()) break;
  }
  return kNone;
}

/// The end of the record that begins at `start_`, or kNone after an unclosed quote.
std::size_t CsvRecords::end_of_record() {
  std::size_t at = start_;
  while (at < buffer_.size() || fill()) {
    if (buffer_[at] == '"') {
      if (buffer_offset_ + at < unclosed_until_) return kNone;
      const std::size_t closed = end_of_quoted(at + 1);
      if (closed == kNone) {
        unclosed_until_ = buffer_offset_ + buffer_.size();
        return kNone;
      }
      at = closed;
    }
    at = end_of_plain(at);
    if (at == buffer_.size() || buffer_[at] == '\n' || at - start_ > kMaxLineBytes) return at;
    ++at;
  }
  return at;
}

/// The next delimiter or line end.
std::size_t CsvRecords::end_of_plain(std::size_t at) {
  do {
    while (at < buffer_.size() && buffer_[at] != delimiter_ && buffer_[at] != '\n') ++at;
  } while (at == buffer_.size() && at - start_ <= kMaxLineBytes && fill());
  return at;
}

/// For a record over the limit, in constant memory.
void CsvRecords::skip_rest_of_line() {
  std::size_t end = kNone;
  while ((end = buffer_.find('\n', start_)) == kNone) {
    buffer_offset_ += buffer_.size();
    buffer_.clear();
    start_ = 0;
    if (!fill()) return;
  }
  start_ = end + 1;
}

bool CsvRecords::next() {
  if (std::exchange(is_over_limit_, false)) {
    skip_rest_of_line();
    ++line_;
  }
  while (true) {
    // What was returned is dropped when it is the larger part, so that each byte moves at most
    // once.
    if (start_ > buffer_.size() / 2) {
      buffer_.erase(0, start_);
      buffer_offset_ += start_;
      start_ = 0;
    }
    if (start_ == buffer_.size() && !fill()) return false;
    record_line_ = line_;
    record_offset_ = buffer_offset_ + start_;
    std::size_t end = end_of_record();
    is_unclosed_ = end == kNone;
    if (is_unclosed_) end = end_of_line(start_);
    is_over_limit_ = end - start_ > kMaxLineBytes;
    if (is_over_limit_) {
      record_ = {};
      start_ = end;
      return true;
    }
    record_ = std::string_view(buffer_).substr(start_, end - start_);
    line_ += static_cast<std::uint64_t>(std::count(record_.begin(), record_.end(), '\n')) + 1;
    start_ = std::min(end + 1, buffer_.size());
    if (record_.ends_with('\r')) record_.remove_suffix(1);
    if (!text::trim(record_).empty()) return true;
  }
}

}  // namespace dateline
