#pragma once

#include <vector>

#include <QWidget>

#include "engine/values/generation_options.h"
#include "widgets/common/parented_ptr.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace vitrine::widgets {

class LabelledSlider;
class SegmentedControl;

/// Every setting of GenerationOptions that its strategy uses, with Generate, Step and Stop. Their
/// keys (Ctrl+Return, Ctrl+Shift+Return, Escape) are the window's commands: they work everywhere.
class SamplingPanel : public QWidget {
    Q_OBJECT

public:
    explicit SamplingPanel(QWidget* parent);

    GenerationOptions options() const;
    /// Does not emit optionsChanged.
    void setOptions(const GenerationOptions& options);
    /// How many continuations to make side by side: 1 unless the strategy is Sample.
    int samples() const;
    void setSamples(int samples);
    /// While running, Stop is what can be pressed.
    void setRunning(bool running);

Q_SIGNALS:
    void optionsChanged(const vitrine::GenerationOptions& options);
    void samplesChanged(int samples);
    void generateRequested();
    void stepRequested();
    void stopRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Setting;

    void addSliders(QVBoxLayout* layout);
    void addStopStrings(QVBoxLayout* layout);
    void addButtons(QVBoxLayout* layout);
    void takeSettings();
    void showSettings();
    void showApplicable();
    void retranslate();
    void applyTheme();

    GenerationOptions m_options;
    int m_samples = 1;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<SegmentedControl> m_strategy;
    std::vector<parented_ptr<LabelledSlider>> m_sliders; ///< as in the table of settings
    parented_ptr<LabelledSlider> m_samplesSlider;
    parented_ptr<QLabel> m_stopLabel;
    parented_ptr<QLineEdit> m_stopField;
    parented_ptr<QCheckBox> m_endOfText;
    parented_ptr<QPushButton> m_generate;
    parented_ptr<QPushButton> m_step;
    parented_ptr<QPushButton> m_stop;
};

} // namespace vitrine::widgets
