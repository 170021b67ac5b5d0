#include "widgets/generation/stop_strings_text.h"

#include <QStringList>

namespace vitrine::widgets {

namespace {

QString escaped(QString text) {
    return text.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('\n'), QLatin1String("\\n"))
        .replace(QLatin1Char('\t'), QLatin1String("\\t"))
        .replace(QLatin1Char(','), QLatin1String("\\,"));
}

QChar unescaped(QChar character) {
    if (character == QLatin1Char('n'))
        return QLatin1Char('\n');
    return character == QLatin1Char('t') ? QLatin1Char('\t') : character;
}

} // namespace

QString stopStringsToText(const std::vector<std::string>& strings) {
    QStringList parts;
    for (const auto& string : strings)
        parts += escaped(QString::fromStdString(string));
    return parts.join(QStringLiteral(", "));
}

std::vector<std::string> stopStringsFromText(const QString& text) {
    std::vector<std::string> result;
    QString current;
    const auto finish = [&] {
        if (!current.isEmpty())
            result.push_back(current.toStdString());
        current.clear();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('\\') && i + 1 < text.size()) {
            current += unescaped(text[++i]);
        } else if (text[i] == QLatin1Char(',')) {
            finish();
            if (i + 1 < text.size() && text[i + 1] == QLatin1Char(' '))
                ++i;
        } else {
            current += text[i];
        }
    }
    finish();
    return result;
}

} // namespace vitrine::widgets
