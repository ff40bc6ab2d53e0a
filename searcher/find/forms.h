// SPDX-License-Identifier: GPL-2.0-or-later
// A word finds all its forms: whether most articles have another one than was typed.
#pragma once

#include "common/archive/archive.h"
#include "common/engine/match/matcher.h"
#include "common/engine/query/tree.h"

#include <cstdint>
#include <optional>
#include <string>

namespace dateline {

/// A word that most of its articles do not have in the form typed.
struct OtherForm {
  std::string word;            ///< as typed
  std::uint64_t articles = 0;  ///< that have it in any form
  std::uint64_t as_typed = 0;  ///< of these, those that have it as typed
  std::string form;            ///< a form that more of them have
  std::uint64_t with_form = 0;
};

/// Is it a single word, in any form?
bool is_one_word(const query::Node& node);

/// May servers be asked for what is not known here?
enum class Servers : bool { Unasked, Asked };

/// Counts exactly, in the field of `word`, which is one. Nothing if half of its articles or more
/// have it as typed, or if servers cannot tell or may not be asked. Throws ShardDown, and what the
/// workspace's deadline throws.
std::optional<OtherForm> other_form(const query::Node& word, const Archive& archive,
                                    Servers servers, match::Workspace& workspace);

/// A word that some matches have only as a form of it in another language than most articles.
struct ForeignWord {
  std::string word;            ///< as typed
  std::uint64_t articles = 0;  ///< matches that have it in any form
  std::uint64_t foreign = 0;   ///< of these, those with forms of other languages only
  std::string form;            ///< the most frequent of these forms
  std::string home;            ///< the language of most articles
};

/// The language of most articles; empty if all are in one.
std::string home_language(const Archive& archive);

/// Counts like other_form, among what `tree` finds. Nothing if no match has foreign forms only.
std::optional<ForeignWord> foreign_word(const query::Node& word, const query::Node& tree,
                                        const Archive& archive, Servers servers,
                                        match::Workspace& workspace);

}  // namespace dateline
