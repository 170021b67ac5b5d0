#pragma once

#include <memory>

#include "engine/text/character_trainer.h"

namespace vitrine::test {

/// A tokeniser with nothing but bytes: id 1 + byte, and 0 for the beginning and end of a text.
inline std::unique_ptr<text::CharacterTokenizer> byteTokenizer() {
    return text::CharacterTrainer({}).train().value();
}

} // namespace vitrine::test
