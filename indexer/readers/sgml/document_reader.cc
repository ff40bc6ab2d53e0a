// SPDX-License-Identifier: GPL-2.0-or-later
// Documents by their opening tags: one that is never closed ends where the next one opens.
#include "indexer/readers/sgml/document_reader.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dateline::sgml {
namespace {

/// Is a complete tag name there? "DOCNO" is not "DOC".
bool is_name_at(std::string_view text, std::size_t at, std::string_view name) {
  const std::size_t end = at + name.size();
  return end < text.size() && std::string_view("> \t\r\n").find(text[end]) != text.npos &&
         ascii::same(text.substr(at, name.size()), name);
}

/// Where the document's closing tag begins; npos when it has none.
std::size_t find_closing(std::string_view document, std::string_view element) {
  for (std::size_t at = document.rfind("</"); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : document.rfind("</", at - 1)) {
    if (is_name_at(document, at + 2, element)) return at;
  }
  return std::string_view::npos;
}

/// Nothing that a person wrote: spaces, and the control characters that end files on tapes and DOS.
bool is_padding(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

/// Declarations and comments may be between documents.
bool is_markup(std::string_view text) {
  Scanner scanner(text);
  for (Token token = scanner.next(); token.kind != Token::Kind::End; token = scanner.next()) {
    if (token.kind == Token::Kind::Text && !is_padding(token.text)) return false;
  }
  return true;
}

class DocumentReader : public Reader {
 public:
  DocumentReader(Input& input, std::string file, const DocumentForm& form)
      : blocks_(input, form.find_mark), file_(std::move(file)), form_(form) {}

  std::optional<ReadResult> next() override {
    if (pending_) return std::exchange(pending_, std::nullopt);
    while (const auto block = blocks_.next()) {
      if (block->is_marked) return document(*block);
      if (block->was_cut || !is_markup(block->text)) return stray_text(*block, 0);
    }
    return std::nullopt;
  }

 private:
  ReadResult document(const Block& block) {
    const Origin origin{file_, block.line, block.offset};
    const std::size_t closing = find_closing(block.text, form_.element);
    std::string_view text = block.text;
    if (closing != std::string_view::npos) {
      text = text.substr(0, closing);
      const std::size_t end = std::min(block.text.find('>', closing), block.text.size() - 1) + 1;
      if (block.was_cut || !is_markup(block.text.substr(end))) pending_ = stray_text(block, end);
    } else if (block.was_cut) {
      return Reject{origin,
                    fmt::format("over {} MiB without </{}>", kMaxBlockBytes >> 20U, form_.element)};
    } else if (block.is_last) {
      pending_ = Reject{origin, fmt::format("the file ends without </{0}>: this last article was "
                                            "taken, but its end may be missing",
                                            form_.element)};
    }
    text::Decoded decoded = text::decode_8bit(std::string(text));
    RawArticle raw = form_.article(decoded.text);
    raw.origin = origin;
    raw.repair = decoded.repair;
    if (closing != std::string_view::npos) raw.ends = block.offset + closing;
    raw.is_cut = raw.ends == 0 && block.is_last;
    return raw;
  }

  /// What is in `block` from `start` on belongs to no document.
  [[nodiscard]] Reject stray_text(const Block& block, std::size_t start) const {
    const std::string_view text = block.text.substr(start);
    const std::size_t skipped = std::min(text.find_first_not_of(ascii::kBlanks), text.size());
    const std::string_view before = block.text.substr(0, start + skipped);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    return {{file_, block.line + static_cast<std::uint64_t>(lines), block.offset + before.size()},
            fmt::format("text outside any <{}>", form_.element)};
  }

  Blocks blocks_;
  std::string file_;
  DocumentForm form_;
  std::optional<ReadResult> pending_;
};

}  // namespace

std::size_t find_element(std::string_view text, std::size_t from, std::string_view element) {
  for (std::size_t at = text.find('<', from); at != std::string_view::npos;
       at = text.find('<', at + 1)) {
    if (is_name_at(text, at + 1, element)) return at;
  }
  return std::string_view::npos;
}

Token first_tag(std::string_view head) {
  Scanner scanner(head);
  Token token = scanner.next();
  while (token.kind == Token::Kind::Text && is_padding(token.text)) token = scanner.next();
  return token.kind == Token::Kind::Open ? token : Token();
}

std::unique_ptr<Reader> open_documents(Input& input, const ReaderOptions& options,
                                       const DocumentForm& form) {
  return std::make_unique<DocumentReader>(input, options.file, form);
}

}  // namespace dateline::sgml
