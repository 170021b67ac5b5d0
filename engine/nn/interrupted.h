#pragma once

#include <exception>

namespace vitrine::nn {

/// Leaves a forward pass that somebody asked to stop. No state has changed when it flies.
class Interrupted : public std::exception {
public:
    const char* what() const noexcept override { return "interrupted"; }
};

} // namespace vitrine::nn
