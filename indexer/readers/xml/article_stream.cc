// SPDX-License-Identifier: GPL-2.0-or-later
// Cuts a file into documents, and gives them to the parser in pieces.
#include "indexer/readers/xml/article_stream.h"

#include "common/text/ascii.h"

#include <algorithm>

namespace dateline::xml {
namespace {

/// This much is parsed at a time: all articles in it are in memory at once.
constexpr std::size_t kPieceBytes = std::size_t{32} << 10U;
/// Enough for the XML declaration, and to see a character set that it does not declare.
constexpr std::size_t kHeadBytes = 2 * kPieceBytes;

constexpr std::string_view kDeclaration = "<?xml ";
constexpr std::string_view kTagMarks = " \t\r\n>/";
constexpr std::string_view kMark = "\xEF\xBB\xBF";

/// The longest prefix of `text`, within a piece, that cuts no character in any encoding.
std::size_t piece_size(std::string_view text) {
  if (text.size() <= kPieceBytes) return text.size();
  const std::size_t end = text.substr(0, kPieceBytes).find_last_of("> \n");
  return end == std::string_view::npos ? text::cut(text, kPieceBytes).size() : end + 1;
}

/// How much of `raw` corresponds to the first `used` bytes of `text`, the same in UTF-8: no
/// encoding or repair changes the ends of tags.
std::size_t raw_size(std::string_view raw, std::string_view text, std::size_t used) {
  if (raw.data() == text.data()) return used;
  if (used == text.size()) return raw.size();
  const std::string_view parsed = text.substr(0, used);
  auto tags = std::count(parsed.begin(), parsed.end(), '>');
  std::size_t size = 0;
  for (; tags > 0 && size < raw.size(); --tags) size = raw.find('>', size) + 1;
  return size;
}

/// U+FFFE and U+FFFF, which XML forbids as it does control characters.
constexpr std::string_view kNoncharacters = "\xEF\xBF";

std::size_t find_noncharacter(std::string_view text, std::size_t from) {
  std::size_t at = text.find(kNoncharacters, from);
  while (at != std::string_view::npos &&
         (at + 2 >= text.size() || static_cast<unsigned char>(text[at + 2]) < 0xBE)) {
    at = text.find(kNoncharacters, at + 1);
  }
  return at;
}

/// Are there characters that XML forbids, or that text does not have?
bool holds_forbidden(std::string_view text) {
  const bool is_of_wires =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= '\x01' && c <= '\x04'; });
  return is_of_wires || text::has_controls(text) ||
         find_noncharacter(text, 0) != std::string_view::npos;
}

/// Three bytes each, as U+FFFD takes, which stands for them.
std::string without_noncharacters(std::string text) {
  for (std::size_t at = find_noncharacter(text, 0); at != std::string::npos;
       at = find_noncharacter(text, at)) {
    text[at + 2] = '\xBD';
  }
  return text;
}

}  // namespace

ArticleStream::ArticleStream(Input& input, std::string file,
                             const std::vector<std::string_view>& wanted, Sink& sink)
    : input_(input), wanted_(wanted), sink_(sink), here_{std::move(file), 1, input.position()} {}

bool ArticleStream::fill() {
  if (at_end_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::string_view chunk = input_.chunk();
  at_end_ = chunk.empty();
  buffer_ += chunk;
  return !at_end_;
}

bool ArticleStream::advance() {
  // A piece is cut between characters, which needs more than a piece to choose from.
  while (rest().size() <= kPieceBytes && fill()) {
  }
  if (rest().empty()) {
    if (document_) {
      document_->end_of_file(here_.offset);
      end_document();
    }
    return false;
  }
  if (in_damage_) {
    skip_damage();
  } else if (!document_) {
    begin();
  } else {
    const std::uint64_t sound = input_.next_break(here_.offset) - here_.offset;
    const std::string_view whole = rest().substr(0, std::min<std::uint64_t>(sound, rest().size()));
    parse(whole.substr(0, piece_size(whole)));
  }
  return true;
}

void ArticleStream::begin() {
  if (rest().starts_with(kMark)) return pass(kMark.size());
  const std::size_t blank = std::min(rest().find_first_not_of(ascii::kBlanks), rest().size());
  if (blank != 0) return pass(blank);
  if (rest().front() != '<') {
    sink_.reject({here_, "text between documents"});
    in_damage_ = true;
    return;
  }
  encoding_.emplace(rest().substr(0, kHeadBytes));
  ampersands_ = {};
  document_.emplace(here_, wanted_, sink_);
}

void ArticleStream::parse(std::string_view piece) {
  Ampersands ahead = ampersands_;
  if (encoding_->is_plain(piece) && ahead.wrong(piece).empty() && !holds_forbidden(piece)) {
    ampersands_ = ahead;
    return parse_text(piece, piece, text::Repair::None);
  }
  // Line by line, so that one article's broken bytes are neither counted nor flagged in another.
  while (document_ && !in_damage_ && !piece.empty()) {
    const std::string_view line = piece.substr(0, piece.find('\n') + 1);
    const std::string_view raw = line.empty() ? piece : line;
    text::Decoded decoded = encoding_->decode(raw);
    // No article is lost for one character.
    bool is_repaired = false;
    if (holds_forbidden(decoded.text)) {
      is_repaired = true;
      decoded.text = text::without_controls(without_noncharacters(decoded.text));
    }
    const std::string text = ampersands_.escaped(decoded.text, is_repaired);
    if (is_repaired && decoded.repair == text::Repair::None) {
      decoded.repair = text::Repair::Replaced;
    }
    parse_text(raw, text, decoded.repair);
    piece.remove_prefix(raw.size());
  }
}

void ArticleStream::parse_text(std::string_view raw, std::string_view text, text::Repair repair) {
  const bool at_beginning = document_->began().offset == here_.offset;
  const std::uint64_t tags_before = document_->tags();
  const Document::State state = document_->parse(text, here_.offset, repair);
  // What surrounds articles may be long; an article may not, and has a limit.
  if (document_->tags() != tags_before) input_.arrived();
  if (state == Document::State::Open) return pass(raw.size());
  const std::size_t used = raw_size(raw, text, text.size() - document_->left_over());
  if (state == Document::State::Damaged) {
    in_damage_ = true;
    // What damages a document may be the declaration of the next, but never its own first byte.
    const std::size_t back = std::min(used, kDeclaration.size());
    return pass(std::max<std::size_t>(used - back, at_beginning ? 1 : 0));
  }
  pass(used);
  end_document();
}

void ArticleStream::end_document() {
  sink_.end_document(document_->began());
  document_.reset();
}

/// Where the next article begins, npos if it is not here or it is unknown how it would begin.
std::size_t ArticleStream::next_article(const Document::Resumption& resumption) const {
  if (resumption.article.empty()) return std::string_view::npos;
  const std::uint64_t behind = std::max(resumption.damaged + 1, here_.offset) - here_.offset;
  std::size_t found = rest().find(resumption.article, behind);
  while (found != std::string_view::npos) {
    const std::size_t end = found + resumption.article.size();
    if (end < rest().size() && kTagMarks.find(rest()[end]) != std::string_view::npos) break;
    found = rest().find(resumption.article, end);
  }
  return found;
}

void ArticleStream::skip_damage() {
  const Document::Resumption resumption =
      document_ ? document_->resumption() : Document::Resumption{};
  const std::size_t article = next_article(resumption);
  const std::size_t declaration = rest().find(kDeclaration);
  if (article == std::string_view::npos && declaration == std::string_view::npos) {
    // The target may be cut by the end of what was read.
    const std::size_t keep =
        at_end_ ? 0 : std::max(kDeclaration.size(), resumption.article.size() + 1) - 1;
    pass(rest().size() - std::min(rest().size(), keep));
    if (rest().empty() && document_) end_document();
    return;
  }
  in_damage_ = false;
  pass(std::min(article, declaration));
  if (article < declaration) {
    ampersands_ = {};
    document_.emplace(here_, wanted_, sink_, resumption);
  } else if (document_) {
    end_document();
  }
}

void ArticleStream::pass(std::size_t bytes) {
  const std::string_view passed = rest().substr(0, bytes);
  here_.line += static_cast<std::uint64_t>(std::count(passed.begin(), passed.end(), '\n'));
  here_.offset += bytes;
  at_ += bytes;
}

}  // namespace dateline::xml
