#include <QTest>

#include <QSet>

#include "app/error_text.h"
#include "app/language_switch.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr int codeCount = static_cast<int>(ErrorCode::Internal) + 1;

Error errorOf(int code) {
    return {static_cast<ErrorCode>(code), "model.safetensors", "place 17 %1", "the reason"};
}

} // namespace

class TestErrorText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsOwnSentence_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("fullStop");
        QTest::newRow("English") << "en"
                                 << ".";
        QTest::newRow("Chinese") << "zh"
                                 << "。";
    }

    void everyCodeHasItsOwnSentence() {
        QFETCH(QString, language);
        QFETCH(QString, fullStop);
        LanguageSwitch languages;
        languages.use(language);
        QSet<QString> seen;
        for (int code = 0; code < codeCount; ++code) {
            const auto sentence = errorText(errorOf(code));
            QVERIFY2(sentence.endsWith(fullStop), qPrintable(sentence));
            QVERIFY2(!sentence.contains(QStringLiteral("%2")), qPrintable(sentence));
            QVERIFY2(!sentence.contains(QStringLiteral("%3")), qPrintable(sentence));
            QVERIFY2(!seen.contains(sentence), qPrintable(sentence));
            seen.insert(sentence);
        }
    }

    void everySentenceIsTranslated() {
        for (int code = 0; code < codeCount; ++code) {
            LanguageSwitch languages;
            languages.use(QStringLiteral("en"));
            const auto english = errorText(errorOf(code));
            languages.use(QStringLiteral("zh"));
            QVERIFY2(errorText(errorOf(code)) != english, qPrintable(english));
        }
    }

    void fileAndPlaceAreNamedAsTheyAre() {
        LanguageSwitch languages;
        for (const auto* language : {"en", "zh"}) {
            languages.use(QString::fromLatin1(language));
            const Error error{ErrorCode::FileDamaged, "100%2 sure.bin", "byte 8", {}};
            const auto sentence = errorText(error);
            QVERIFY2(sentence.contains(QStringLiteral("100%2 sure.bin")), qPrintable(sentence));
            QVERIFY2(sentence.contains(QStringLiteral("byte 8")), qPrintable(sentence));
        }
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
