#pragma once

#include <QString>
#include <QTranslator>

namespace vitrine::app {

/// The language of the interface, changed while the program runs: every widget then gets
/// LanguageChange. Numbers follow through the default QLocale.
class LanguageSwitch {
public:
    /// "en" or "zh".
    void use(const QString& language);
    const QString& language() const { return m_language; }

private:
    QString m_language = QStringLiteral("en");
    QTranslator m_program;
    QTranslator m_qt; ///< the buttons of Qt's own dialogs
};

} // namespace vitrine::app
