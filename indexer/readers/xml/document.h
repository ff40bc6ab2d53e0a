// SPDX-License-Identifier: GPL-2.0-or-later
// One XML document, parsed by libxml2 as it arrives, as the elements with articles.
#pragma once

#include "indexer/readers/base/reader.h"
#include "indexer/readers/xml/tree.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct _xmlEntity;
struct _xmlParserCtxt;

namespace dateline::xml {

/// An article takes no more memory than this.
inline constexpr std::size_t kMaxElementBytes = std::size_t{32} << 20U;
/// Nor does a tag, a comment or a DOCTYPE, which are seen whole, take more than this.
inline constexpr std::size_t kMaxMarkupBytes = std::size_t{1} << 20U;
/// libxml2 compares each attribute of a tag with each other.
inline constexpr int kMaxAttributes = 1000;
/// Elements are walked recursively.
inline constexpr int kMaxDepth = 256;

/// What receives the elements of documents.
class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;
  /// A requested element, invalid after the call. `language` is the xml:lang that it inherits.
  virtual void take(Element element, std::string_view language, const Origin& origin,
                    text::Repair repair) = 0;
  /// What could not be read, and why.
  virtual void reject(Reject reject) = 0;
  /// A document ends, complete or not.
  virtual void end_document(const Origin& began) = 0;
};

/// A parser that fetches nothing and expands nothing: references become the characters that HTML
/// names, and all others stay as they are. If a document defines its own entities, a reference to
/// one damages it.
class Document {
 public:
  enum class State { Open, Complete, Damaged };

  /// How to continue after a damaged article.
  struct Resumption {
    std::string opening;  ///< the tags that were open around it
    std::string article;  ///< the beginning of its tag, as the next will begin; empty if unknown
    std::uint64_t damaged = 0;  ///< where in the file the damaged article begins
    bool defines_entities = false;
  };

  /// `wanted` names elements (see Element::is) that are given to `sink`, but not those inside one
  /// another; what surrounds them is skipped. All must outlive the document.
  Document(Origin began, const std::vector<std::string_view>& wanted, Sink& sink);
  /// The rest of a document that was damaged, from the tag of an article on.
  Document(Origin began, const std::vector<std::string_view>& wanted, Sink& sink,
           const Resumption& resumption);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document();

  /// Parses more UTF-8, from `offset` in the file. If that completes or damages the document,
  /// `left_over` is how much of `text` comes after the end or damage.
  State parse(std::string_view text, std::uint64_t offset, text::Repair repair);
  [[nodiscard]] std::size_t left_over() const noexcept { return left_over_; }
  /// How many tags were parsed.
  [[nodiscard]] std::uint64_t tags() const noexcept { return tags_; }

  /// The file ends at `offset`, and with it the document.
  void end_of_file(std::uint64_t offset);

  [[nodiscard]] const Origin& began() const noexcept { return began_; }
  [[nodiscard]] Resumption resumption() const;

 private:
  struct Callbacks;

  void open(std::string_view prefix, std::string_view name, std::string_view uri, int count,
            const unsigned char** attributes);
  void close();
  void text(std::string_view text);
  _xmlEntity* character_of(const unsigned char* name);
  void damage(std::string reason);
  void damage(const Origin& where, std::string reason);
  void too_long();
  void check_pending();
  std::string_view prefix_of(std::string_view prefix, std::string_view uri);
  bool is_wanted(std::string_view prefix, std::string_view name) const;
  [[nodiscard]] std::uint64_t consumed() const;
  [[nodiscard]] Origin place() const;
  [[nodiscard]] Origin place_of_tag() const;
  [[nodiscard]] std::string_view tag() const;

  Origin began_;
  const std::vector<std::string_view>& wanted_;
  Sink& sink_;
  _xmlParserCtxt* parser_;
  std::unique_ptr<_xmlEntity> entity_;  ///< the answer to the last reference
  std::string characters_;              ///< what it stands for
  State state_ = State::Open;
  std::uint64_t offset_ = 0;  ///< in the file, of the text now being parsed
  std::uint64_t fed_ = 0;     ///< bytes of text before it
  std::size_t left_over_ = 0;
  std::uint64_t tags_ = 0;
  int depth_ = 0;
  std::vector<std::string> open_tags_;  ///< of what is open around the element in `tree_`
  int declared_ = 0;                    ///< attributes in the DOCTYPE
  bool defines_entities_ = false;
  std::string_view main_uri_;                           ///< the namespace of the root
  std::vector<std::pair<int, std::string>> languages_;  ///< by depth, of what is open

  Tree tree_;
  int wanted_depth_ = 0;  ///< of the element in `tree_`; 0 when there is none
  Origin element_began_;
  std::string element_tag_;
  text::Repair repair_ = text::Repair::None;          ///< of the element in `tree_`
  text::Repair current_repair_ = text::Repair::None;  ///< of the text now being parsed
};

}  // namespace dateline::xml
