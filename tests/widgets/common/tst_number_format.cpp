#include <cmath>
#include <numbers>

#include <QLocale>
#include <QTest>

#include "widgets/common/number_format.h"

using namespace vitrine::widgets;

class TestNumberFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void probabilitiesHaveThreeDigits_data() {
        QTest::addColumn<double>("probability");
        QTest::addColumn<QString>("text");
        QTest::newRow("one") << 1.0 << QStringLiteral("1.00");
        QTest::newRow("zero") << 0.0 << QStringLiteral("0.000");
        QTest::newRow("tenths") << 0.21234 << QStringLiteral("0.212");
        QTest::newRow("hundredths") << 0.0312 << QStringLiteral("0.0312");
        QTest::newRow("thousandths") << 0.00419 << QStringLiteral("0.00419");
        QTest::newRow("tiny") << 3.214e-7 << QStringLiteral("3.21e−7");
    }
    void probabilitiesHaveThreeDigits() {
        QFETCH(double, probability);
        QTEST(formatProbability(probability), "text");
    }

    void percentHasOneDecimal() {
        QCOMPARE(formatPercent(0.2123), QStringLiteral("21.2\u202F%"));
        QCOMPARE(formatPercent(1), QStringLiteral("100.0\u202F%"));
        QCOMPARE(formatPercent(0), QStringLiteral("0.0\u202F%"));
        QCOMPARE(formatPercent(0.00001), QStringLiteral("< 0.1\u202F%"));
    }

    void minusIsTrue() {
        QCOMPARE(formatNumber(-1.816, 2), QStringLiteral("\u22121.82"));
        QCOMPARE(formatNumber(-0.001, 2), QStringLiteral("0.00"));
        QCOMPARE(formatCount(-1234), QStringLiteral("\u22121,234"));
    }

    void valuesHaveThreeDigits_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << QStringLiteral("0.00");
        QTest::newRow("negative") << -0.041234 << QStringLiteral("−0.0412");
        QTest::newRow("tens") << 12.345 << QStringLiteral("12.3");
        QTest::newRow("no fewer than there are") << -1204.4 << QStringLiteral("−1,204");
        QTest::newRow("tiny") << -3.214e-7 << QStringLiteral("−3.21e−7");
        QTest::newRow("huge") << 5.4321e12 << QStringLiteral("5.43e12");
        QTest::newRow("none") << std::nan("") << QStringLiteral("nan");
    }
    void valuesHaveThreeDigits() {
        QFETCH(double, value);
        QTEST(formatValue(value), "text");
    }

    void thousandsAreSeparated() {
        QCOMPARE(formatCount(49142), QStringLiteral("49,142"));
        QCOMPARE(formatPerplexity(1234.56), QStringLiteral("1,234.6"));
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(formatCount(49142), QStringLiteral("49.142"));
        QCOMPARE(formatBits(4.705), QLocale().toString(4.705, 'f', 2));
    }

    void surprisalIsInBits() {
        QCOMPARE(surprisalBits(std::log(0.125)), 3.0);
        QCOMPARE(surprisalBits(0), 0.0);
    }
};

QTEST_MAIN(TestNumberFormat)
#include "tst_number_format.moc"
