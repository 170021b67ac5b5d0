#include "app/pages/vector_catalogue.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace vitrine::app {

std::vector<PublishedVectors> publishedVectors() {
    QFile file(QStringLiteral(":/vectors/catalogue.json"));
    std::vector<PublishedVectors> vectors;
    if (!file.open(QIODevice::ReadOnly)) {
        return vectors;
    }
    const auto root = QJsonDocument::fromJson(file.readAll()).object();
    for (const auto& entry : root[QStringLiteral("sets")].toArray()) {
        const auto set = entry.toObject();
        const auto text = [&set](const char* key) { return set[QLatin1String(key)].toString(); };
        vectors.push_back({text("name"), text("language"), set[QStringLiteral("words")].toInteger(),
            set[QStringLiteral("dimensions")].toInt(), text("file"), text("licence"),
            text("source")});
    }
    return vectors;
}

} // namespace vitrine::app
