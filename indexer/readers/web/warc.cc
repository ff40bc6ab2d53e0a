// SPDX-License-Identifier: GPL-2.0-or-later
// Web archives: WARC 1.0 and 1.1 (ISO 28500) and the drafts before them, as crawlers write them.
// Only the pages that were fetched and found are read. The next record can be recognised by how it
// begins, so that a length which is a little off costs nothing, and any other wrong one its own
// record.
#include "common/text/ascii.h"
#include "indexer/readers/html/charset.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/html/page.h"
#include "indexer/readers/stream/header_fields.h"
#include "indexer/readers/stream/http_message.h"
#include "indexer/readers/web/formats.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::string_view kMagic = "WARC/";
constexpr std::size_t kVersionBytes = kMagic.size() + 3;  ///< "WARC/1.0"
constexpr std::size_t kBeginBytes = kVersionBytes + 1;    ///< with the line end before it

/// By so much a Content-Length may be off, as writers err that count characters, or line ends as
/// one.
constexpr std::size_t kMaxOff = 1024;

/// A longer record is skipped unread.
constexpr std::size_t kMaxRecordBytes = 2 * html::kMaxPageBytes;

/// The longest film that a crawler may have found. A longer claim is false.
constexpr std::uint64_t kMaxBelievedBytes = std::uint64_t{64} << 30U;

/// The bytes of an input from some position on, as many as requested.
class Window {
 public:
  explicit Window(Input& input) : input_(input), offset_(input.position()) {}

  /// At least `count` bytes from here on, fewer only at the end of the input.
  std::string_view ahead(std::size_t count) {
    while (buffer_.size() - at_ < count) {
      const std::string_view chunk = input_.chunk();
      if (chunk.empty()) break;
      buffer_.erase(0, at_);
      at_ = 0;
      buffer_ += chunk;
    }
    return std::string_view(buffer_).substr(at_);
  }

  void skip(std::size_t count) {
    at_ += count;
    offset_ += count;
  }

  /// A record's end was found where it should be.
  void arrived() { input_.arrived(); }

  [[nodiscard]] std::uint64_t offset() const { return offset_; }

 private:
  Input& input_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t offset_;  ///< of what comes next, in the input
};

/// Whether a record may begin here.
bool begins_record(std::string_view bytes) {
  return bytes.size() >= kVersionBytes && bytes.starts_with(kMagic) &&
         ascii::is_digit(bytes[kMagic.size()]) && bytes[kMagic.size() + 1] == '.' &&
         ascii::is_digit(bytes[kMagic.size() + 2]);
}

/// The line end before the next record.
std::size_t next_record(std::string_view bytes, std::size_t from = 0) {
  std::size_t at = bytes.find("\nWARC/", from);
  while (at != std::string_view::npos && !begins_record(bytes.substr(at + 1))) {
    at = bytes.find("\nWARC/", at + 1);
  }
  return at;
}

/// Does a page end here, whatever is said of its length?
bool ends_page(std::string_view block) {
  constexpr std::size_t kTail = 64;
  const std::string_view text = text::trim(block);
  const std::string tail = ascii::lower(text.substr(text.size() - std::min(text.size(), kTail)));
  return tail.find("</html") != std::string::npos;
}

class WarcReader : public Reader {
 public:
  WarcReader(Input& input, std::string file) : window_(input), file_(std::move(file)) {}

  std::optional<ReadResult> next() override {
    if (auto result = results_.next()) return result;
    while (true) {
      while (window_.ahead(1).starts_with('\r') || window_.ahead(1).starts_with('\n')) {
        window_.skip(1);
      }
      if (window_.ahead(1).empty()) return std::nullopt;
      if (auto result = record()) return result;
    }
  }

  [[nodiscard]] std::string closing_note() const override {
    std::string note;
    for (const auto& [what, count] : passed_over_) {
      note += fmt::format("{}{} {}", note.empty() ? "skipped " : ", ", count, what);
    }
    if (wrong_lengths_ != 0) {
      note +=
          fmt::format("{}{} of another length than Content-Length says, read to the end",
                      note.empty() ? "" : "; ",
                      wrong_lengths_ == 1 ? "1 record" : fmt::format("{} records", wrong_lengths_));
    }
    return note;
  }

 private:
  Origin origin() const { return {file_, 0, window_.offset()}; }

  /// The next record's article or reject; empty if it was skipped.
  std::optional<ReadResult> record() {
    const Origin where = origin();
    if (!begins_record(window_.ahead(kVersionBytes))) {
      return resynchronised(where, "not the beginning of a WARC record");
    }
    const std::string_view head = window_.ahead(kMaxHeaderBytes).substr(0, kMaxHeaderBytes);
    const auto end = end_of_header(head);
    if (!end) {
      window_.skip(std::min(kVersionBytes, head.size()));
      return resynchronised(
          where, head.size() < kMaxHeaderBytes
                     ? "a record cut off in its header"
                     : fmt::format("a record header of over {} KiB", kMaxHeaderBytes >> 10U));
    }
    const HeaderFields fields(head.substr(0, *end));
    const auto length = content_length(fields);
    window_.skip(*end);
    if (!length) {
      return resynchronised(where, fmt::format("a record whose Content-Length is '{}'",
                                               fields.value("Content-Length").substr(0, 40)));
    }
    if (*length > kMaxRecordBytes) return pass_over_long(where, fields, *length);
    return block(where, fields, static_cast<std::size_t>(*length));
  }

  /// A record whose block is short enough to hold in memory.
  std::optional<ReadResult> block(const Origin& where, const HeaderFields& fields,
                                  std::size_t length) {
    constexpr std::size_t kBeyond = 16;  // the empty lines after it, and how the next begins
    std::string_view ahead = window_.ahead(length + kBeyond);
    if (!ends_at(ahead, length)) {
      ahead = window_.ahead(length + kMaxOff);
      const std::size_t next = next_record(ahead.substr(0, length + kMaxOff));
      const std::size_t end = std::min(next, ahead.size());
      const std::string_view whole = without_line_ends(ahead.substr(0, end));
      const bool is_at_end = next == std::string_view::npos && ahead.size() < length + kMaxOff;
      const bool is_little_off =
          (next != std::string_view::npos || whole.size() >= length) &&
          std::max(whole.size(), length) - std::min(whole.size(), length) <= kMaxOff;
      if (!(next != std::string_view::npos || is_at_end) || !(is_little_off || ends_page(whole))) {
        return wrong_length(where, ahead, length, next);
      }
      ++wrong_lengths_;
      length = whole.size();
    }
    window_.arrived();
    auto result = content(where, fields, ahead.substr(0, length));
    window_.skip(length);
    if (result) {
      if (auto* const article = std::get_if<RawArticle>(&*result)) article->ends = window_.offset();
    }
    return result;
  }

  Reject wrong_length(const Origin& where, std::string_view ahead, std::size_t length,
                      std::size_t next) {
    if (ahead.size() < length && next == std::string_view::npos) {
      const std::size_t left = ahead.size();
      window_.skip(left);
      return Reject{where, fmt::format("a record cut off after {} of {} bytes", left, length)};
    }
    window_.skip(std::min(next, length));
    return resynchronised(where, fmt::format("a record that does not end after the {} bytes that "
                                             "its Content-Length states",
                                             length));
  }

  /// Without those that part records.
  static std::string_view without_line_ends(std::string_view block) {
    for (int i = 0; i < 4 && (block.ends_with('\r') || block.ends_with('\n')); ++i) {
      block.remove_suffix(1);
    }
    return block;
  }

  /// Are there, after `length` bytes, two line ends as the standard requires, another record, or
  /// the end?
  static bool ends_at(std::string_view ahead, std::size_t length) {
    if (ahead.size() < length) return false;
    std::string_view rest = ahead.substr(length);
    if (rest.starts_with("\r\n\r\n") || rest.starts_with("\n\n")) return true;
    while (rest.starts_with('\r') || rest.starts_with('\n')) rest.remove_prefix(1);
    return rest.empty() || rest.starts_with("WARC");
  }

  std::optional<ReadResult> content(const Origin& where, const HeaderFields& fields,
                                    std::string_view block) {
    const std::string_view type = fields.value("WARC-Type");
    std::string url(fields.value("WARC-Target-URI"));
    if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
    if (type == "resource") {
      const std::string_view media = fields.value("Content-Type");
      if (!is_html(media, block)) return pass_over("records that are not HTML");
      return results_.first_of(html::read_page(
          std::string(block), {where, std::move(url), std::string(html::charset_of(media))}));
    }
    if (type != "response") return pass_over(fmt::format("{} records", type.substr(0, 20)));
    const auto response = parse_http_response(block);
    if (!response) return pass_over("responses of protocols other than HTTP");
    if (response->status != 200) return pass_over("responses other than 200");
    const std::string_view media = response->fields.value("Content-Type");
    if (!media.empty() && !is_html(media, "")) return pass_over("responses that are not HTML");
    auto body = decoded_body(*response, html::kMaxPageBytes);
    if (!body) return Reject{where, "a page that cannot be decompressed"};
    if (!is_html(media, *body)) return pass_over("responses that are not HTML");
    return results_.first_of(html::read_page(
        std::move(*body), {where, std::move(url), std::string(html::charset_of(media))}));
  }

  /// By the media type; by the content when none is given.
  static bool is_html(std::string_view media, std::string_view content) {
    const std::string_view type = text::trim(media.substr(0, media.find(';')));
    if (type.empty()) return starts_html(content);
    return ascii::same(type, "text/html") || ascii::same(type, "application/xhtml+xml");
  }

  std::nullopt_t pass_over(const std::string& what) {
    ++passed_over_[what];
    return std::nullopt;
  }

  /// A record too long to hold: a film, or a false length. It is false if a record begins within.
  std::optional<ReadResult> pass_over_long(const Origin& where, const HeaderFields& fields,
                                           std::uint64_t length) {
    constexpr std::size_t kStep = std::size_t{1} << 20U;
    const bool is_believed = length <= kMaxBelievedBytes;
    while (length > 0) {
      const std::string_view ahead = window_.ahead(kStep);
      const std::size_t next = next_record(ahead);
      if (next < length) {
        window_.skip(next);
        return Reject{where, "a record in which the next one begins: its Content-Length is wrong"};
      }
      if (ahead.empty()) return Reject{where, "a record longer than the rest of the file"};
      // A beginning may be split across two steps.
      const std::size_t step =
          ahead.size() > kBeginBytes ? ahead.size() - kBeginBytes : ahead.size();
      const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(step, length));
      window_.skip(skipped);
      length -= skipped;
      if (is_believed) window_.arrived();
    }
    return pass_over(fmt::format("{} records of over {} MiB",
                                 fields.value("WARC-Type").substr(0, 20), kMaxRecordBytes >> 20U));
  }

  /// Advances to the next line that begins like a record.
  Reject resynchronised(const Origin& where, std::string reason) {
    constexpr std::size_t kStep = std::size_t{1} << 20U;
    if (begins_record(window_.ahead(kVersionBytes))) return Reject{where, std::move(reason)};
    while (true) {
      const std::string_view ahead = window_.ahead(kStep);
      const std::size_t next = next_record(ahead);
      if (next != std::string_view::npos) {
        window_.skip(next + 1);
        return Reject{where, std::move(reason)};
      }
      if (ahead.size() <= kBeginBytes) {
        window_.skip(ahead.size());
        return Reject{where, std::move(reason)};
      }
      window_.skip(ahead.size() - kBeginBytes);
    }
  }

  /// After the empty line, or nothing when there is none.
  static std::optional<std::size_t> end_of_header(std::string_view head) {
    for (std::size_t at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at)) {
      ++at;
      if (head.substr(at, 2) == "\r\n") return at + 2;
      if (head.substr(at, 1) == "\n") return at + 1;
    }
    return std::nullopt;
  }

  static std::optional<std::uint64_t> content_length(const HeaderFields& fields) {
    const std::string_view digits = fields.value("Content-Length");
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    constexpr std::uint64_t kMost = std::uint64_t{1} << 62U;
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() ||
        length > kMost) {
      return std::nullopt;
    }
    return length;
  }

  Window window_;
  html::PageResults results_;
  std::string file_;
  std::map<std::string, std::uint64_t> passed_over_;
  std::uint64_t wrong_lengths_ = 0;  ///< of records that were read all the same
};

}  // namespace

bool starts_warc(std::string_view head) {
  return begins_record(head);
}

std::unique_ptr<Reader> open_warc(Input& input, const ReaderOptions& options) {
  return std::make_unique<WarcReader>(input, options.file);
}

}  // namespace dateline
