#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace vitrine::app {

/// Word vectors that others publish. Vitrine says where they are; it fetches nothing.
struct PublishedVectors {
    QString name;
    QString language; ///< "en", "zh"
    std::int64_t words = 0; ///< about so many
    int dimensions = 0;
    QString file; ///< what is to be opened, once unpacked
    QString licence; ///< empty: as the source says
    QString source; ///< its page
    /// In memory, as float32.
    std::int64_t bytes() const { return words * dimensions * 4; }
};

/// The catalogue that is compiled in, in its order.
std::vector<PublishedVectors> publishedVectors();

} // namespace vitrine::app
