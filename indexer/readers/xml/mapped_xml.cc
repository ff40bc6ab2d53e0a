// SPDX-License-Identifier: GPL-2.0-or-later
// XML of any form, read as a mapping file describes it: libxml2's streaming reader, so that a file
// of any size takes the memory of one article; without network, DTDs and the file's own entities.
#include "indexer/readers/base/mapping.h"
#include "indexer/readers/base/reader.h"
#include "indexer/readers/xml/formats.h"
#include "indexer/readers/xml/unused.h"
#include "indexer/readers/xml/view.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <libxml/xmlreader.h>

namespace dateline {
namespace {

/// More text than this is not an article.
constexpr std::size_t kMaxArticleBytes = kMaxLineBytes;

struct FreeReader {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

class MappedXmlReader : public Reader {
 public:
  MappedXmlReader(Input& input, const ReaderOptions& options)
      : input_(input),
        options_(options),
        // No XML_PARSE_NOENT and no XML_PARSE_DTDLOAD: entities stay unexpanded, DTDs unread.
        reader_(xmlReaderForIO(
            read_bytes, nullptr, this, nullptr, nullptr,
            XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES)) {
    if (reader_ == nullptr) throw std::bad_alloc();
    xmlTextReaderSetErrorHandler(reader_.get(), remember_error, this);
  }

  std::optional<ReadResult> next() override {
    while (!has_ended_) {
      const int result = xmlTextReaderRead(reader_.get());
      if (failure_) std::rethrow_exception(failure_);
      if (result == 1) {
        if (auto found = node()) return found;
        continue;
      }
      has_ended_ = true;
      const Origin here = in_article_ ? origin_ : parser_place();
      if (result < 0)
        return Reject{here, fmt::format("not XML: {}; what follows was not read", error_)};
      if (articles_ == 0) {
        return Reject{here, fmt::format("there is no element {}", options_.mapping->articles)};
      }
    }
    return std::nullopt;
  }

 private:
  static int read_bytes(void* self, char* into, int size) {
    auto& reader = *static_cast<MappedXmlReader*>(self);
    try {
      if (reader.chunk_.empty()) reader.chunk_ = reader.input_.chunk();
      const std::size_t count = std::min(reader.chunk_.size(), static_cast<std::size_t>(size));
      std::memcpy(into, reader.chunk_.data(), count);
      reader.chunk_.remove_prefix(count);
      return static_cast<int>(count);
    } catch (...) {
      // No exception may pass through libxml2; `next` throws it again.
      reader.failure_ = std::current_exception();
      return -1;
    }
  }

  static void remember_error(void* self, const char* message, xmlParserSeverities,  // NOLINT
                             xmlTextReaderLocatorPtr) {
    std::string& error = static_cast<MappedXmlReader*>(self)->error_;
    if (error.empty()) error = text::single_line(text::decode_8bit(message).text);
  }

  /// The offset is where the parser stands, which reads a block of 512 bytes ahead of the node. For
  /// the same reason an article that ends in the block of an error is lost with it.
  [[nodiscard]] Origin place(long line) const {
    const long offset = xmlTextReaderByteConsumed(reader_.get());
    return {options_.file, static_cast<std::uint64_t>(std::max(line, 0L)),
            static_cast<std::uint64_t>(std::max(offset, 0L))};
  }
  [[nodiscard]] Origin node_place() const {
    return place(xmlGetLineNo(xmlTextReaderCurrentNode(reader_.get())));
  }
  [[nodiscard]] Origin parser_place() const {
    return place(xmlTextReaderGetParserLineNumber(reader_.get()));
  }

  std::optional<ReadResult> node() {
    switch (xmlTextReaderNodeType(reader_.get())) {
      case XML_READER_TYPE_ELEMENT:
        return begin_element();
      case XML_READER_TYPE_END_ELEMENT:
        return end_element();
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      case XML_READER_TYPE_WHITESPACE:
        if (in_article_) text(xml::view(xmlTextReaderConstValue(reader_.get())));
        break;
      default:
        break;
    }
    return std::nullopt;
  }

  std::optional<ReadResult> begin_element() {
    const bool is_empty = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
    lengths_.push_back(path_.size());
    path_ += '/';
    path_ += xml::view(xmlTextReaderConstLocalName(reader_.get()));
    if (!in_article_ && path_ == options_.mapping->articles) {
      in_article_ = true;
      origin_ = node_place();
      article_path_ = path_.size();
      bytes_ = 0;
      values_.clear();
      not_used_.clear();
      ++articles_;
    }
    if (in_article_) {
      if (path_.size() > article_path_ && is_wanted(inner_path())) {
        values_[inner_path()].emplace_back();
      }
      attributes();
    }
    return is_empty ? end_element() : std::nullopt;
  }

  void attributes() {
    while (xmlTextReaderMoveToNextAttribute(reader_.get()) == 1) {
      std::string place = inner_path();
      if (!place.empty()) place += '/';
      place += '@';
      place += xml::view(xmlTextReaderConstLocalName(reader_.get()));
      const std::string_view value = xml::view(xmlTextReaderConstValue(reader_.get()));
      if (!is_wanted(place)) {
        add_unused(place, value);
        continue;
      }
      bytes_ += value.size();
      if (bytes_ <= kMaxArticleBytes) values_[place].emplace_back(value);
    }
    xmlTextReaderMoveToElement(reader_.get());
  }

  /// Text belongs to every wanted element around it.
  void text(std::string_view text) {
    bytes_ += text.size();
    if (bytes_ > kMaxArticleBytes) return;
    bool is_used = false;
    for (auto& [place, texts] : values_) {
      const std::string_view inner =
          std::string_view(path_).substr(std::min(article_path_ + 1, path_.size()));
      if (inner == place || (inner.starts_with(place) && inner[place.size()] == '/')) {
        texts.back() += text;
        is_used = true;
      }
    }
    if (!is_used) add_unused(inner_path(), text);
  }

  /// The first text of each place is kept.
  void add_unused(const std::string& place, std::string_view text) {
    if (options_.unused == ListUnused::OfNone || not_used_.size() == xml::kMostNotUsed) return;
    const bool is_known = std::any_of(not_used_.begin(), not_used_.end(),
                                      [&](const NotUsed& one) { return one.name == place; });
    if (is_known || text::trim(text).empty()) return;
    not_used_.push_back(
        {place, std::string(text::cut(text::single_line(std::string(text)), kNotUsedBytes))});
  }

  std::optional<ReadResult> end_element() {
    const bool ends_article = in_article_ && path_.size() == article_path_;
    path_.resize(lengths_.back());
    lengths_.pop_back();
    if (!ends_article) return std::nullopt;
    in_article_ = false;
    if (bytes_ > kMaxArticleBytes) {
      return Reject{origin_, fmt::format("an article of over {} MiB", kMaxArticleBytes >> 20U)};
    }
    FieldCollector fields;
    for (const MappedField& mapped : options_.mapping->fields) {
      for (unsigned rank = 0; rank < mapped.places.size(); ++rank) {
        const auto it = values_.find(mapped.places[rank]);
        const UsualName name{mapped.field, rank};
        if (it != values_.end() && fields.wants(name)) fields.put(name, it->first, it->second);
      }
    }
    RawArticle article = std::move(fields).article(origin_, text::Repair::None);
    complete(*options_.mapping, article);
    if (options_.lists_unused(article)) article.not_used = std::move(not_used_);
    return article;
  }

  [[nodiscard]] std::string inner_path() const {
    return path_.size() > article_path_ ? path_.substr(article_path_ + 1) : std::string();
  }

  [[nodiscard]] bool is_wanted(std::string_view place) const {
    return std::any_of(options_.mapping->fields.begin(), options_.mapping->fields.end(),
                       [&](const MappedField& mapped) {
                         return std::find(mapped.places.begin(), mapped.places.end(), place) !=
                                mapped.places.end();
                       });
  }

  Input& input_;
  const ReaderOptions options_;
  std::string_view chunk_;
  std::unique_ptr<xmlTextReader, FreeReader> reader_;
  std::exception_ptr failure_;
  std::string error_;
  std::string path_;                  ///< of the element that is open: "/export/article/title"
  std::vector<std::size_t> lengths_;  ///< of the paths around it
  bool in_article_ = false;
  bool has_ended_ = false;
  std::size_t article_path_ = 0;  ///< length of the path of the article
  Origin origin_;
  std::uint64_t articles_ = 0;
  std::size_t bytes_ = 0;  ///< of text in the article
  /// Path inside the article → the text of each element, or attribute, there.
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<NotUsed> not_used_;  ///< of the article
};

}  // namespace

std::unique_ptr<Reader> open_mapped_xml(Input& input, const ReaderOptions& options) {
  return std::make_unique<MappedXmlReader>(input, options);
}

}  // namespace dateline
