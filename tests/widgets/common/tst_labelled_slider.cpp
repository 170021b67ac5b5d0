#include <memory>

#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QWheelEvent>

#include "widgets/common/labelled_slider.h"

using namespace vitrine::widgets;

class TestLabelledSlider : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void showsItsValue() {
        make({.minimum = 0.05, .maximum = 2, .step = 0.05});
        m_slider->setValue(0.8);
        QCOMPARE(field()->text(), QStringLiteral("0.80"));
        QCOMPARE(slider()->accessibleName(), QStringLiteral("Temperature"));
    }

    void arrowKeysStep() {
        make({.minimum = 0.05, .maximum = 2, .step = 0.05});
        m_slider->setValue(0.8);
        QSignalSpy changed(m_slider.get(), &LabelledSlider::valueChanged);
        QTest::keyClick(slider(), Qt::Key_Right);
        QCOMPARE(m_slider->value(), 0.85);
        QTest::keyClick(slider(), Qt::Key_Left);
        QTest::keyClick(slider(), Qt::Key_Left);
        QCOMPARE(m_slider->value(), 0.75);
        QCOMPARE(changed.size(), 3);
        QTest::keyClick(slider(), Qt::Key_End);
        QCOMPARE(m_slider->value(), 2.0);
        QTest::keyClick(slider(), Qt::Key_Home);
        QCOMPARE(m_slider->value(), 0.05);
    }

    void logarithmicSliderStepsByOne() {
        make({.minimum = 0,
            .maximum = 1000,
            .step = 1,
            .decimals = 0,
            .logarithmic = true,
            .off = 0.0});
        m_slider->setOffText(QStringLiteral("off"));
        QCOMPARE(field()->text(), QStringLiteral("off"));
        for (int value = 1; value <= 5; ++value) {
            QTest::keyClick(slider(), Qt::Key_Right);
            QCOMPARE(m_slider->value(), value);
        }
        m_slider->setValue(900);
        QTest::keyClick(slider(), Qt::Key_Right);
        QCOMPARE(m_slider->value(), 901);
        QTest::keyClick(slider(), Qt::Key_Home);
        QCOMPARE(field()->text(), QStringLiteral("off"));
    }

    void exactValuesCanBeTyped_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<double>("value");
        QTest::newRow("finer than the slider") << QStringLiteral("0.123") << 0.123;
        QTest::newRow("beyond the slider") << QStringLiteral("7") << 7.0;
        QTest::newRow("beyond what may be typed") << QStringLiteral("99") << 10.0;
        QTest::newRow("below") << QStringLiteral("−3") << 0.0;
        QTest::newRow("off") << QStringLiteral("Off") << 0.0;
        QTest::newRow("nonsense") << QStringLiteral("warm") << 0.5;
        QTest::newRow("not a number") << QStringLiteral("nan") << 0.5;
    }
    void exactValuesCanBeTyped() {
        make({.minimum = 0,
            .maximum = 1,
            .step = 0.01,
            .decimals = 3,
            .off = 0.0,
            .typedMaximum = 10.0});
        m_slider->setOffText(QStringLiteral("off"));
        m_slider->setValue(0.5);
        QFETCH(QString, typed);
        QTest::mouseDClick(field(), Qt::LeftButton);
        field()->selectAll();
        field()->insert(typed); // keyClicks knows ASCII only
        QTest::keyClick(field(), Qt::Key_Return);
        QTEST(m_slider->value(), "value");
    }

    void functionKeyLeadsToTheField() {
        make({.minimum = 0, .maximum = 1, .step = 0.01});
        slider()->setFocus();
        QTest::keyClick(slider(), Qt::Key_F2);
        QVERIFY(field()->hasFocus());
        QTest::keyClicks(field(), QStringLiteral("0.25"));
        QTest::keyClick(field(), Qt::Key_Escape);
        QCOMPARE(m_slider->value(), 0.0);
        QVERIFY(slider()->hasFocus());
    }

    void draggingSnapsToSteps() {
        make({.minimum = 0, .maximum = 1, .step = 0.01});
        QSignalSpy changed(m_slider.get(), &LabelledSlider::valueChanged);
        slider()->setSliderPosition(30);
        QCOMPARE(m_slider->value(), 0.3); // not 0.30000000000000004
        QCOMPARE(changed.size(), 1);
    }

    void wheelNeedsFocus() {
        make({.minimum = 0, .maximum = 1, .step = 0.01});
        field()->setFocus();
        QWheelEvent turn(QPointF(5, 5), slider()->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, 120),
            Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(slider(), &turn);
        QCOMPARE(m_slider->value(), 0.0);
        slider()->setFocus();
        QApplication::sendEvent(slider(), &turn);
        QVERIFY(m_slider->value() > 0.0);
    }

    void settingDoesNotReport() {
        make({.minimum = 0, .maximum = 1, .step = 0.01});
        QSignalSpy changed(m_slider.get(), &LabelledSlider::valueChanged);
        m_slider->setValue(0.777); // finer than a step
        QCOMPARE(m_slider->value(), 0.777);
        QCOMPARE(changed.size(), 0);
    }

private:
    void make(const SliderRange& range) {
        m_slider = std::make_unique<LabelledSlider>(range, nullptr);
        m_slider->setLabel(QStringLiteral("Temperature"), QStringLiteral("Divides the logits."));
        m_slider->show();
        QVERIFY(QTest::qWaitForWindowActive(m_slider.get()));
    }
    QSlider* slider() const { return m_slider->findChild<QSlider*>(); }
    QLineEdit* field() const { return m_slider->findChild<QLineEdit*>(); }

    std::unique_ptr<LabelledSlider> m_slider;
};

QTEST_MAIN(TestLabelledSlider)
#include "tst_labelled_slider.moc"
