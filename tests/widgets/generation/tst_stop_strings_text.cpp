#include <QTest>

#include "widgets/generation/stop_strings_text.h"

using namespace vitrine::widgets;

using Strings = std::vector<std::string>;

class TestStopStringsText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsTyped_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Strings>("strings");
        QTest::newRow("one") << QStringLiteral("END") << Strings{"END"};
        QTest::newRow("two") << QStringLiteral("\\n\\n, END") << Strings{"\n\n", "END"};
        QTest::newRow("spaces count") << QStringLiteral(" a ,b") << Strings{" a ", "b"};
        QTest::newRow("comma and backslash") << QStringLiteral("\\,,\\\\n") << Strings{",", "\\n"};
        QTest::newRow("empty ones") << QStringLiteral(",, ,") << Strings{};
        QTest::newRow("Chinese") << QStringLiteral("。, 完") << Strings{"。", "完"};
        QTest::newRow("lone backslash at the end") << QStringLiteral("a\\") << Strings{"a\\"};
    }
    void readsWhatIsTyped() {
        QFETCH(QString, text);
        QTEST(stopStringsFromText(text), "strings");
    }

    void writtenTextReadsTheSame() {
        const Strings strings{"\n\n", "a, b", "back\\slash", "\t", "。"};
        QCOMPARE(stopStringsFromText(stopStringsToText(strings)), strings);
    }
};

QTEST_APPLESS_MAIN(TestStopStringsText)
#include "tst_stop_strings_text.moc"
