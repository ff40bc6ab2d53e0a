// SPDX-License-Identifier: GPL-2.0-or-later
// libxml2's push parser with our own handlers and none that could load anything.
#include "indexer/readers/xml/document.h"

#include "common/text/utf8.h"
#include "indexer/readers/xml/view.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <unicode/utf8.h>

namespace dateline::xml {
namespace {

/// Real ones declare none in the file itself; each would be added to every element.
constexpr int kMaxDeclaredAttributes = 100;
/// The longest tag around articles that is remembered.
constexpr std::size_t kMaxOpenTagBytes = std::size_t{16} << 10U;
/// A tag of this length that is still incomplete is looked at.
constexpr std::size_t kLongTagBytes = std::size_t{64} << 10U;

struct Vocabulary {
  std::string_view uri;
  std::string_view prefix;
};

/// Vocabularies by their usual prefix. Those of articles, which are mixed with each other, have
/// none.
constexpr std::array<Vocabulary, 16> kVocabularies = {{
    {"http://www.w3.org/1999/xhtml", ""},
    {"http://purl.org/rss/1.0/", ""},
    {"http://purl.org/net/rss1.1#", ""},
    {"http://my.netscape.com/rdf/simple/0.9/", ""},
    {"http://channel.netscape.com/rdf/simple/0.9/", ""},
    {"http://iptc.org/std/nar/2006-10-01/", ""},
    {"http://iptc.org/std/NITF/2006-10-18/", ""},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://purl.org/rss/1.0/modules/content/", "content"},
    {"http://www.w3.org/2005/Atom", "atom"},
    {"http://purl.org/atom/ns#", "atom"},
    {"http://purl.org/rss/1.0/modules/dcterms/", "dcterms"},
    {"http://search.yahoo.com/mrss/", "media"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
}};

std::string utf8(UChar32 character) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, character);
  return {bytes.data(), length};
}

}  // namespace

/// libxml2 calls C functions with the document as their first argument.
struct Document::Callbacks {
  static Document& self(void* context) { return *static_cast<Document*>(context); }

  static void open(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri,
                   int /*namespaces*/, const xmlChar** /*namespace_list*/, int attributes,
                   int /*defaulted*/, const xmlChar** attribute_list) {
    self(context).open(view(prefix), view(name), view(uri), attributes, attribute_list);
  }
  static void close(void* context, const xmlChar* /*name*/, const xmlChar* /*prefix*/,
                    const xmlChar* /*uri*/) {
    self(context).close();
  }
  static void text(void* context, const xmlChar* text, int size) {
    self(context).text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  }
  static xmlEntityPtr entity(void* context, const xmlChar* name) {
    return self(context).character_of(name);
  }
  static void declare_entity(void* context, const xmlChar* /*name*/, int /*type*/,
                             const xmlChar* /*public_id*/, const xmlChar* /*system_id*/,
                             xmlChar* /*content*/) {
    self(context).defines_entities_ = true;
  }
  static void declare_attribute(void* context, const xmlChar* /*element*/, const xmlChar* /*name*/,
                                int /*type*/, int /*kind*/, const xmlChar* /*value*/,
                                xmlEnumerationPtr choices) {
    xmlFreeEnumeration(choices);
    Document& document = self(context);
    if (++document.declared_ > kMaxDeclaredAttributes) {
      document.damage("the DOCTYPE declares more attributes than any news format has");
      xmlStopParser(document.parser_);
    }
  }
  static void error(void* context, xmlErrorPtr error) {
    if (error->level != XML_ERR_FATAL) return;
    Document& document = self(context);
    if (error->code == XML_ERR_RESERVED_XML_NAME) {
      return document.damage("a document ends too early: another begins inside it");
    }
    // libxml2's own message names a line counted from the beginning of the document.
    if (error->code == XML_ERR_TAG_NAME_MISMATCH && error->str1 != nullptr &&
        error->str2 != nullptr) {
      return document.damage(
          fmt::format("the XML is damaged: </{}> where <{}> is open", error->str2, error->str1));
    }
    document.damage(
        fmt::format("the XML is damaged: {}",
                    text::single_line(error->message == nullptr ? "" : error->message)));
  }

  static xmlSAXHandler handler() {
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = open;
    sax.endElementNs = close;
    sax.characters = text;
    sax.ignorableWhitespace = text;
    sax.cdataBlock = text;
    sax.getEntity = entity;
    sax.entityDecl = declare_entity;
    sax.attributeDecl = declare_attribute;
    sax.serror = error;
    return sax;
  }
};

Document::Document(Origin began, const std::vector<std::string_view>& wanted, Sink& sink)
    : began_(std::move(began)),
      wanted_(wanted),
      sink_(sink),
      entity_(std::make_unique<xmlEntity>()) {
  static const bool initialised = [] {
    xmlInitParser();
    return true;
  }();
  static_cast<void>(initialised);
  xmlSAXHandler sax = Callbacks::handler();
  parser_ = xmlCreatePushParserCtxt(&sax, this, nullptr, 0, nullptr);
  if (parser_ == nullptr) throw std::bad_alloc();
  // The encoding was dealt with before: neither the first bytes nor the declaration tell it. No
  // option may lift libxml2's limits (HUGE) or load what a document names (DTDLOAD, XINCLUDE).
  xmlSwitchEncoding(parser_, XML_CHAR_ENCODING_UTF8);
  xmlCtxtUseOptions(parser_, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  // Without this, attributes keep their references as written. It expands no more than
  // `character_of` answers, which is characters.
  parser_->replaceEntities = 1;
}

Document::Document(Origin began, const std::vector<std::string_view>& wanted, Sink& sink,
                   const Resumption& resumption)
    : Document(std::move(began), wanted, sink) {
  parse(resumption.opening, began_.offset, text::Repair::None);
  defines_entities_ = resumption.defines_entities;
}

Document::~Document() {
  if (parser_->myDoc != nullptr) xmlFreeDoc(parser_->myDoc);
  xmlFreeParserCtxt(parser_);
}

Document::State Document::parse(std::string_view text, std::uint64_t offset, text::Repair repair) {
  offset_ = offset;
  current_repair_ = repair;
  left_over_ = text.size();
  if (wanted_depth_ != 0) repair_ = std::max(repair_, repair);
  xmlParseChunk(parser_, text.data(), static_cast<int>(text.size()), 0);
  if (state_ == State::Open) check_pending();
  // An error reported as none would otherwise silence the parser from then on.
  if (state_ == State::Open && parser_->disableSAX != 0) damage("the XML is damaged");
  fed_ += text.size();
  return state_;
}

void Document::end_of_file(std::uint64_t offset) {
  offset_ = offset;
  left_over_ = 0;
  damage("the file ends in the middle of a document");
}

void Document::check_pending() {
  const auto* const from = parser_->input->cur;
  const auto* const to = parser_->input->end;
  const auto pending = static_cast<std::size_t>(to - from);
  if (pending > kMaxMarkupBytes) {
    damage(fmt::format("a tag, comment or DOCTYPE of over {} MiB", kMaxMarkupBytes >> 20U));
  } else if (pending > kLongTagBytes && *from == '<' && from[1] != '!' &&
             std::count(from, to, '=') > kMaxAttributes) {
    damage(fmt::format("a tag with over {} attributes", kMaxAttributes));
  }
}

void Document::damage(std::string reason) {
  if (wanted_depth_ != 0) {
    reason += fmt::format("; the article that begins on line {} is lost", element_began_.line);
  }
  damage(place(), std::move(reason));
}

void Document::damage(const Origin& where, std::string reason) {
  if (state_ != State::Open) return;
  state_ = State::Damaged;
  const std::uint64_t used = consumed() - std::min(consumed(), fed_);
  left_over_ -= std::min<std::size_t>(left_over_, used);
  sink_.reject({where, std::move(reason)});
}

/// After such an article, searching for the next one is far faster than parsing to its end, which
/// may not exist.
void Document::too_long() {
  damage(element_began_, fmt::format("an article of over {} MiB", kMaxElementBytes >> 20U));
}

std::uint64_t Document::consumed() const {
  const long bytes = xmlByteConsumed(parser_);
  // If the parser has given up, it does not say so.
  return bytes < 0 ? fed_ : static_cast<std::uint64_t>(bytes);
}

Origin Document::place() const {
  const auto line = static_cast<std::uint64_t>(std::max(parser_->input->line, 1));
  // Earlier input may still wait to be parsed, and may be longer in UTF-8 than in the file.
  const std::uint64_t done = consumed();
  const std::uint64_t waiting = std::min(fed_ - std::min(fed_, done), offset_ - began_.offset);
  return {began_.file, began_.line + line - 1, offset_ - waiting + done - std::min(fed_, done)};
}

std::string_view Document::tag() const {
  // A tag has no '<' except its first character.
  const auto* at = parser_->input->cur;
  while (at > parser_->input->base && *at != '<') --at;
  return {reinterpret_cast<const char*>(at), static_cast<std::size_t>(parser_->input->cur - at)};
}

Origin Document::place_of_tag() const {
  const std::string_view begun = tag();
  Origin origin = place();
  origin.offset -= std::min<std::uint64_t>(begun.size(), origin.offset - began_.offset);
  origin.line -= static_cast<std::uint64_t>(std::count(begun.begin(), begun.end(), '\n'));
  return origin;
}

Document::Resumption Document::resumption() const {
  if (wanted_depth_ == 0) return {};
  Resumption resumption{"", element_tag_.substr(0, element_tag_.find_first_of(" \t\r\n/")),
                        element_began_.offset, defines_entities_};
  for (const std::string& each : open_tags_) {
    if (each.empty()) return {};
    resumption.opening += each;
  }
  // The lines of what follows are counted.
  std::replace(resumption.opening.begin(), resumption.opening.end(), '\n', ' ');
  return resumption;
}

std::string_view Document::prefix_of(std::string_view prefix, std::string_view uri) {
  if (uri.data() == main_uri_.data() && !uri.empty()) return "";
  if (uri.empty()) return prefix;  // if the declaration was forgotten, the prefix is the usual one
  const auto* known = std::find_if(kVocabularies.begin(), kVocabularies.end(),
                                   [&](const Vocabulary& v) { return v.uri == uri; });
  return known != kVocabularies.end() ? known->prefix : prefix;
}

bool Document::is_wanted(std::string_view prefix, std::string_view name) const {
  const auto names_it = [&](std::string_view wanted) {
    if (prefix.empty()) return wanted == name;
    return wanted.size() == prefix.size() + 1 + name.size() && wanted.starts_with(prefix) &&
           wanted[prefix.size()] == ':' && wanted.ends_with(name);
  };
  return std::any_of(wanted_.begin(), wanted_.end(), names_it);
}

void Document::open(std::string_view prefix, std::string_view name, std::string_view uri, int count,
                    const unsigned char** attributes) {
  if (state_ != State::Open) return;
  if (count > kMaxAttributes) {
    return damage(fmt::format("a tag with over {} attributes", kMaxAttributes));
  }
  if (depth_ == kMaxDepth) {
    return damage(fmt::format("elements nested more than {} deep", kMaxDepth));
  }
  ++depth_;
  ++tags_;
  if (depth_ == 1) main_uri_ = uri;
  prefix = prefix_of(prefix, uri);
  if (wanted_depth_ == 0 && is_wanted(prefix, name)) {
    wanted_depth_ = depth_;
    element_began_ = place_of_tag();
    element_tag_ = tag();
    repair_ = current_repair_;
    tree_.clear();
  }
  const bool inside = wanted_depth_ != 0;
  if (inside && tree_.bytes() > kMaxElementBytes) return too_long();
  if (inside) {
    tree_.open(prefix, name);
  } else {
    const std::string_view begun = tag();
    open_tags_.emplace_back(begun.size() > kMaxOpenTagBytes ? "" : std::string(begun) + '>');
  }
  // libxml2 gives name, prefix, namespace, start and end of each.
  for (int i = 0; i < count; ++i, attributes += 5) {
    const std::string_view attribute = view(attributes[0]);
    const std::string_view value(reinterpret_cast<const char*>(attributes[3]),
                                 static_cast<std::size_t>(attributes[4] - attributes[3]));
    if (inside) {
      tree_.attribute(attribute, value);
    } else if (attribute == "lang") {
      languages_.emplace_back(depth_, value);
    }
  }
}

void Document::close() {
  if (state_ != State::Open) return;
  if (wanted_depth_ == 0) open_tags_.pop_back();
  if (wanted_depth_ != 0) tree_.close();
  if (wanted_depth_ == depth_) {
    wanted_depth_ = 0;
    sink_.take(tree_.root(), languages_.empty() ? "" : languages_.back().second, element_began_,
               repair_);
  }
  if (!languages_.empty() && languages_.back().first == depth_) languages_.pop_back();
  if (--depth_ == 0) {
    state_ = State::Complete;
    left_over_ -= std::min<std::size_t>(left_over_, consumed() - std::min(consumed(), fed_));
  }
}

void Document::text(std::string_view text) {
  if (state_ != State::Open || wanted_depth_ == 0) return;
  if (tree_.bytes() > kMaxElementBytes) return too_long();
  tree_.text(text);
}

_xmlEntity* Document::character_of(const unsigned char* name) {
  // In text, libxml2 takes a predefined entity's content as is. In an attribute it takes only the
  // first byte of that, and parses the content of any other entity.
  const bool in_attribute = parser_->instate == XML_PARSER_ATTRIBUTE_VALUE;
  if (const htmlEntityDesc* known = htmlEntityLookup(name)) {
    characters_ = utf8(static_cast<UChar32>(known->value));
  } else {
    // Definitions may refer to each other, which is harmless.
    if (defines_entities_ && parser_->inSubset == 0) {
      damage(
          fmt::format("refers to the entity '{}', which the file itself defines; these are not "
                      "expanded",
                      text::cut(view(name), 40)));
    }
    characters_ = fmt::format("{}{};", in_attribute ? "&#38;" : "&", view(name));
  }
  *entity_ = {};
  entity_->type = XML_ENTITY_DECL;
  entity_->name = name;
  entity_->content = reinterpret_cast<xmlChar*>(characters_.data());
  entity_->length = static_cast<int>(characters_.size());
  // If this is empty, libxml2 leaves the text of a definition here for us to free.
  entity_->orig = entity_->content;
  entity_->etype = in_attribute ? XML_INTERNAL_GENERAL_ENTITY : XML_INTERNAL_PREDEFINED_ENTITY;
  return entity_.get();
}

}  // namespace dateline::xml
