#pragma once

#include <new>
#include <utility>

#include "engine/values/expected.h"

namespace vitrine::ngram {

/// Runs `work`, and says it as an error where it finds neither memory nor disk.
template <typename Work>
auto withMemory(Work&& work) -> decltype(work()) {
    try {
        return std::forward<Work>(work)();
    } catch (const std::bad_alloc&) {
        return Unexpected(Error{ErrorCode::OutOfMemory, "n-grams", {},
            "There is not enough memory, or room in the temporary folder, for the n-grams."});
    }
}

} // namespace vitrine::ngram
