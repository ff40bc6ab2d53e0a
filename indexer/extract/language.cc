// SPDX-License-Identifier: GPL-2.0-or-later
// ICU knows the names and codes of languages, CLD2 their texts.
#include "indexer/extract/language.h"

#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <map>

#include <cld2/public/compact_lang_det.h>
#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

namespace dateline {
namespace {

/// Enough for a reliable answer; more would only cost time.
constexpr std::size_t kSampleBytes = 1500;

/// CLD2 and old files use codes that ISO 639 has withdrawn, and "no" for Norwegian Bokmål.
std::string current_code(std::string_view code) {
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "nb") return "no";
  return std::string(code.substr(0, code.find('-')));
}

std::string name_in(const icu::Locale& language, const icu::Locale& reader) {
  icu::UnicodeString name;
  std::string utf8;
  return text::fold(language.getDisplayLanguage(reader, name).toUTF8String(utf8));
}

/// Every language's code, three-letter code, English and own name, folded → its code.
std::map<std::string, std::string, std::less<>> all_languages() {
  std::map<std::string, std::string, std::less<>> codes;
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    for (const std::string& key : {std::string(*code), std::string(uloc_getISO3Language(*code)),
                                   name_in(icu::Locale(*code), icu::Locale::getEnglish())}) {
      codes.try_emplace(key, current_code(*code));
    }
  }
  // A language's own name gives way to another's code.
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    codes.try_emplace(name_in(icu::Locale(*code), icu::Locale(*code)), current_code(*code));
  }
  // What states nothing is detected: some languages lack a three-letter code.
  for (const char* nothing : {"", "und", "mul", "zxx"}) codes.erase(nothing);
  return codes;
}

}  // namespace

std::string language_code(std::string_view stated) {
  static const auto codes = all_languages();
  const std::string name = text::fold(text::trim(stated));
  auto it = codes.find(name);
  // A region or script subtag does not matter to a stemmer.
  const std::string first = name.substr(0, name.find_first_of("-_"));
  if (it == codes.end()) it = codes.find(current_code(first));
  // Libraries write "ger" and "fre" (ISO 639-2/B).
  constexpr std::size_t kCodeBytes = 3;
  if (it == codes.end() && first.size() == kCodeBytes) {
    it = codes.find(current_code(icu::Locale::createCanonical(first.c_str()).getLanguage()));
  }
  return it == codes.end() ? "" : it->second;
}

std::string detect_language(std::string_view text) {
  const std::string_view sample = text::cut(text, kSampleBytes);
  bool reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(
      sample.data(), static_cast<int>(sample.size()), /*is_plain_text=*/true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return "und";
  return current_code(CLD2::LanguageCode(language));
}

}  // namespace dateline
