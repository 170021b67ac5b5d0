#include <cmath>

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QTest>

#include "widgets/common/theme.h"

using namespace vitrine::widgets;

namespace {

/// Relative luminance (WCAG 2.1).
double luminance(const QColor& color) {
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

constexpr double readable = 4.5; // WCAG 2.1, level AA

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheColoursOfTheDesign_data() {
        QTest::addColumn<ColorRole>("role");
        QTest::addColumn<QString>("light");
        QTest::addColumn<QString>("dark");
        const auto row = [](const char* name, ColorRole role, const char* light, const char* dark) {
            QTest::newRow(name) << role << QString::fromLatin1(light) << QString::fromLatin1(dark);
        };
        row("background", ColorRole::Background, "#f7f7f5", "#14171b");
        row("surface", ColorRole::Surface, "#ffffff", "#1b1f25");
        row("raised", ColorRole::Raised, "#f1f2f4", "#242a32");
        row("text", ColorRole::Text, "#1b1f24", "#e8ebef");
        row("secondary", ColorRole::Secondary, "#5b6470", "#a3adb8");
        row("faint", ColorRole::Faint, "#8a939e", "#737e8a");
        row("line", ColorRole::Line, "#e1e4e8", "#2e353e");
        row("accent", ColorRole::Accent, "#2f6fde", "#6ea8fe");
        row("accent tint", ColorRole::AccentTint, "#e6eefc", "#203352");
        row("second", ColorRole::Second, "#c8553d", "#f08a6c");
        row("good", ColorRole::Good, "#2e8b57", "#5fc98b");
        row("warning", ColorRole::Warning, "#c98a00", "#e5b33c");
    }
    void givesTheColoursOfTheDesign() {
        QFETCH(ColorRole, role);
        QTEST(Theme(ColorScheme::Light).color(role).name(), "light");
        QTEST(Theme(ColorScheme::Dark).color(role).name(), "dark");
    }

    void textReadsOnEveryBackground_data() {
        QTest::addColumn<ColorScheme>("scheme");
        QTest::newRow("light") << ColorScheme::Light;
        QTest::newRow("dark") << ColorScheme::Dark;
    }
    void textReadsOnEveryBackground() {
        QFETCH(ColorScheme, scheme);
        const Theme theme(scheme);
        for (const auto text : {ColorRole::Text, ColorRole::Secondary, ColorRole::AccentText,
                 ColorRole::SecondText, ColorRole::GoodText, ColorRole::WarningText}) {
            for (const auto background : {ColorRole::Background, ColorRole::Surface,
                     ColorRole::Raised, ColorRole::AccentTint}) {
                const double found = contrast(theme.color(text), theme.color(background));
                QVERIFY2(found >= readable,
                    qPrintable(QStringLiteral("role %1 on %2: %3")
                                   .arg(static_cast<int>(text))
                                   .arg(static_cast<int>(background))
                                   .arg(found)));
            }
        }
        QVERIFY(
            contrast(theme.color(ColorRole::Surface), theme.color(ColorRole::Accent)) >= readable);
    }

    void zoomScalesLengthsAndFonts() {
        QCOMPARE(Theme(ColorScheme::Light, 175).px(8), 14);
        QCOMPARE(Theme(ColorScheme::Light, 70).px(1), 1);
        QCOMPARE(Theme(ColorScheme::Light, 100).px(0), 0);
        QCOMPARE(Theme(ColorScheme::Light, 200).font(TextSize::Body).pixelSize(), 26);
        QCOMPARE(Theme().font(TextSize::Title).pixelSize(), 20);
        QCOMPARE(Theme().monoFont(TextSize::Token).pixelSize(), 15);
    }

    void zoomStaysInItsLimits() {
        QCOMPARE(Theme(ColorScheme::Light, 10).zoom(), Theme::minimumZoom);
        QCOMPARE(Theme(ColorScheme::Light, 1000).zoom(), Theme::maximumZoom);
    }

    void latinFamiliesComeBeforeChinese() {
        const QStringList families = Theme().font(TextSize::Body).families();
        QCOMPARE(families.front(), QStringLiteral("Inter"));
        QCOMPARE(families.back(), QStringLiteral("Noto Sans CJK SC"));
        QCOMPARE(
            Theme().monoFont(TextSize::Body).families().front(), QStringLiteral("JetBrains Mono"));
    }

    void styleSheetHasNoUnknownName() {
        for (const auto scheme : {ColorScheme::Light, ColorScheme::Dark}) {
            const QString sheet = Theme(scheme, 125).styleSheet();
            QVERIFY(sheet.contains(Theme(scheme).color(ColorRole::Accent).name()));
            const qsizetype comment = sheet.indexOf(QStringLiteral("*/"));
            QVERIFY(!sheet.mid(comment).contains(QLatin1Char('@')));
        }
    }

    void nearestThemeWins() {
        QWidget window;
        QWidget inner(&window);
        QCOMPARE(Theme::of(&inner), Theme());
        Theme(ColorScheme::Dark, 110).applyTo(*qApp);
        QCOMPARE(Theme::of(&inner), Theme(ColorScheme::Dark, 110));
        Theme(ColorScheme::Light, 175).setFor(&window);
        QCOMPARE(Theme::of(&inner), Theme(ColorScheme::Light, 175));
    }

    void switchesInOneFrameOrTwo() {
        QWidget window;
        for (int i = 0; i < 200; ++i)
            setTextRole(new QLabel(QStringLiteral("label"), &window), TextRole::Body);
        window.show();
        Theme(ColorScheme::Light).applyTo(*qApp);
        QElapsedTimer timer;
        timer.start();
        Theme(ColorScheme::Dark, 125).applyTo(*qApp);
        qInfo("200 labels change their theme in %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY(timer.elapsed() < 500); // far beyond what is measured
        QCOMPARE(qApp->styleSheet(), Theme(ColorScheme::Dark, 125).styleSheet());
    }

    void labelsFollowASwitch() {
        Theme(ColorScheme::Light).applyTo(*qApp);
        QLabel label;
        setTextRole(&label, TextRole::Caption);
        label.ensurePolished();
        QCOMPARE(label.font().pixelSize(), 12);
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme().color(ColorRole::Secondary));
        const Theme dark(ColorScheme::Dark, 200);
        dark.applyTo(*qApp);
        label.ensurePolished();
        QCOMPARE(label.font().pixelSize(), 24);
        QCOMPARE(label.palette().color(QPalette::WindowText), dark.color(ColorRole::Secondary));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
