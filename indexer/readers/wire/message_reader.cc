// SPDX-License-Identifier: GPL-2.0-or-later
// Messages by their starts: one whose end was lost ends where the next one starts.
#include "indexer/readers/wire/message_reader.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/base/markup.h"
#include "indexer/readers/stream/blocks.h"
#include "indexer/readers/stream/charset.h"
#include "indexer/readers/text/typewritten.h"
#include "indexer/readers/wire/body.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dateline::wire {
namespace {

/// All messages begin with the same mark as the first. With even parity SOH is 81.
FindMark mark_of(std::string_view head, FindHeader find_header) {
  const char* const starts = high_bit_is_parity(head) ? "\x01\x81" : "\x01";
  if (head.find_first_of(starts) != std::string_view::npos) return find_start;
  return find_typed_start(head, 0) == std::string_view::npos ? find_header : find_typed_start;
}

/// Letters or digits: text between messages without any is line noise.
bool has_words(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return ascii::is_letter_or_digit(c); });
}

class MessageReader : public Reader {
 public:
  MessageReader(Input& input, std::string file, TakeHeader take_header, FindHeader find_header)
      : blocks_(input, mark_of(input.peek(), find_header), high_bit_is_parity(input.peek())),
        file_(std::move(file)),
        take_header_(take_header) {}

  std::optional<ReadResult> next() override {
    if (pending_) return std::exchange(pending_, std::nullopt);
    while (const auto block = blocks_.next()) {
      const Origin origin{file_, block->line, block->offset};
      if (block->is_marked) return message(*block, origin);
      if (has_words(block->text)) return Reject{origin, "text before the start of a message"};
    }
    return std::nullopt;
  }

 private:
  ReadResult message(const Block& block, const Origin& origin) {
    if (block.was_cut) {
      return Reject{origin, fmt::format("a message of over {} MiB", kMaxBlockBytes >> 20U)};
    }
    text::Decoded decoded = decode_undeclared(std::string(block.text));
    const Message parts = split_message(decoded.text);
    if (has_words(parts.beyond)) pending_ = Reject{origin, "text after the end of this message"};
    if (!has_words(parts.text)) return Reject{origin, "a message without text"};
    RawArticle raw;
    raw.origin = origin;
    raw.repair = decoded.repair;
    raw.date_evidence = Evidence::Header;
    take_header_(parts.header, raw);
    Copy copy = read_copy(parts.text);
    for (std::string_view rest = parts.trailer; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (const auto stamp = read_stamp(rest.substr(0, end))) copy.stamp = stamp;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (copy.stamp) {
      raw.date = copy.stamp->date;
      raw.source = copy.stamp->sender;
      if (!raw.source.empty()) raw.agencies = {raw.source};
    }
    raw.headline = std::move(copy.headline);
    raw.authors = authors_of(copy.byline);
    raw.body = plain_text(std::move(copy.body));
    if (parts.is_ended) raw.ends = block.offset + block.text.size() - parts.beyond.size();
    return raw;
  }

  Blocks blocks_;
  std::string file_;
  TakeHeader take_header_;
  std::optional<ReadResult> pending_;
};

}  // namespace

std::unique_ptr<Reader> open_messages(Input& input, const ReaderOptions& options,
                                      TakeHeader take_header, FindHeader find_header) {
  return std::make_unique<MessageReader>(input, options.file, take_header, find_header);
}

}  // namespace dateline::wire
