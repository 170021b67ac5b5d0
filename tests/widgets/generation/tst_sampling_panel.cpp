#include <memory>

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include "widgets/common/labelled_slider.h"
#include "widgets/common/theme.h"
#include "widgets/generation/sampling_panel.h"

using namespace vitrine;
using namespace vitrine::widgets;

Q_DECLARE_METATYPE(vitrine::GenerationOptions)

class TestSamplingPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_panel = std::make_unique<SamplingPanel>(nullptr);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }

    void startsWithTheDefaults() { QCOMPARE(m_panel->options(), GenerationOptions{}); }

    void everyOptionComesBack() {
        GenerationOptions options;
        options.strategy = DecodingStrategy::Sample;
        options.maxNewTokens = 777;
        options.temperature = 0.83; // finer than the slider
        options.topK = 41;
        options.topP = 0.915;
        options.minP = 0.07;
        options.repetitionPenalty = 1.1;
        options.beams = 7;
        options.lengthPenalty = 0.6;
        options.stop = {"\n\n", "a, b"};
        options.seed = 9007199254740991ULL;
        options.candidates = 25;
        options.stopAtEndOfText = false;
        QSignalSpy changed(m_panel.get(), &SamplingPanel::optionsChanged);
        m_panel->setOptions(options);
        QCOMPARE(m_panel->options(), options);
        QCOMPARE(changed.size(), 0);
        m_panel->findChild<QCheckBox*>()->click(); // takes every control's value
        options.stopAtEndOfText = true;
        QCOMPARE(m_panel->options(), options);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.front().front().value<GenerationOptions>(), options);
    }

    void strategyShowsItsSettings_data() {
        QTest::addColumn<int>("segment");
        QTest::addColumn<int>("sliders");
        QTest::newRow("greedy") << 0 << 2; // repetition penalty, new tokens
        QTest::newRow("sample") << 1 << 8;
        QTest::newRow("beam") << 2 << 4;
    }
    void strategyShowsItsSettings() {
        QFETCH(int, segment);
        QTest::mouseClick(m_panel->findChildren<QToolButton*>().at(segment), Qt::LeftButton);
        QCOMPARE(static_cast<int>(m_panel->options().strategy), segment);
        int visible = 0;
        for (const auto* slider : m_panel->findChildren<LabelledSlider*>())
            visible += slider->isVisible() ? 1 : 0;
        QTEST(visible, "sliders");
    }

    void slidersChangeTheirOption() {
        m_panel->setOptions(sampling());
        QSignalSpy changed(m_panel.get(), &SamplingPanel::optionsChanged);
        press("Temperature", Qt::Key_Right);
        QCOMPARE(m_panel->options().temperature, 1.05);
        press("top-k", Qt::Key_Right);
        QCOMPARE(m_panel->options().topK, 1);
        press("top-p", Qt::Key_Left);
        QCOMPARE(m_panel->options().topP, 0.99);
        press("min-p", Qt::Key_Right);
        QCOMPARE(m_panel->options().minP, 0.01);
        press("Repetition penalty", Qt::Key_Right);
        QCOMPARE(m_panel->options().repetitionPenalty, 1.05);
        press("New tokens", Qt::Key_Left);
        QCOMPARE(m_panel->options().maxNewTokens, 63);
        press("Seed", Qt::Key_Right);
        QCOMPARE(m_panel->options().seed, std::optional<std::uint64_t>(0));
        press("Seed", Qt::Key_Left);
        QCOMPARE(m_panel->options().seed, std::optional<std::uint64_t>());
        QCOMPARE(changed.size(), 8);
    }

    void samplesAreForSampling() {
        m_panel->setOptions(sampling());
        QSignalSpy changed(m_panel.get(), &SamplingPanel::samplesChanged);
        press("Samples", Qt::Key_Right);
        press("Samples", Qt::Key_Right);
        QCOMPARE(m_panel->samples(), 3);
        QCOMPARE(changed.size(), 2);
        m_panel->setOptions({});
        QCOMPARE(m_panel->samples(), 1);
    }

    void stopStringsAreRead() {
        QLineEdit* field = nullptr;
        for (auto* candidate : m_panel->findChildren<QLineEdit*>()) {
            if (candidate->accessibleName() == QLatin1String("Stop strings"))
                field = candidate;
        }
        QTest::keyClicks(field, QStringLiteral("\\n, END"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_panel->options().stop, (std::vector<std::string>{"\n", "END"}));
    }

    void buttonsReport() {
        QSignalSpy generate(m_panel.get(), &SamplingPanel::generateRequested);
        QSignalSpy step(m_panel.get(), &SamplingPanel::stepRequested);
        QSignalSpy stop(m_panel.get(), &SamplingPanel::stopRequested);
        const auto buttons = m_panel->findChildren<QPushButton*>();
        const auto clickAll = [&] {
            for (auto* button : buttons)
                QTest::mouseClick(button, Qt::LeftButton);
        };
        clickAll(); // nothing runs, so that there is nothing to stop
        QCOMPARE(generate.size(), 1);
        QCOMPARE(step.size(), 1);
        QCOMPARE(stop.size(), 0);
        m_panel->setRunning(true);
        clickAll();
        QCOMPARE(generate.size(), 1);
        QCOMPARE(step.size(), 1);
        QCOMPARE(stop.size(), 1);
    }

    void fitsASmallWindow() {
        m_panel->setOptions(sampling());
        m_panel->resize(300, m_panel->sizeHint().height());
        constexpr int room = 480; // of 720, below the text and its title, above the status
        QVERIFY2(m_panel->sizeHint().height() <= room,
            qPrintable(QString::number(m_panel->sizeHint().height())));
    }

    void everyControlIsNamedAndExplained() {
        for (const auto* widget : m_panel->findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus)
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                widget->metaObject()->className());
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(widget->accessibleName()));
        }
    }

private:
    static GenerationOptions sampling() {
        GenerationOptions options;
        options.strategy = DecodingStrategy::Sample;
        return options;
    }
    void press(const char* name, Qt::Key key) {
        for (auto* slider : m_panel->findChildren<QSlider*>()) {
            if (slider->accessibleName() == QLatin1String(name))
                QTest::keyClick(slider, key);
        }
    }

    std::unique_ptr<SamplingPanel> m_panel;
};

QTEST_MAIN(TestSamplingPanel)
#include "tst_sampling_panel.moc"
