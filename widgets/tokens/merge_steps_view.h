#pragma once

#include <QWidget>

#include "engine/values/tokenization_steps.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QSlider;

namespace vitrine::widgets {

class Figure;
class IconButton;
class MergeStepsCanvas;

/// The tokeniser at work, to be stepped through: Space and Right go on, Left goes back, Home and
/// End go to the ends, a click on a pre-token goes to where its work begins.
class MergeStepsView : public QWidget {
    Q_OBJECT

public:
    explicit MergeStepsView(QWidget* parent);

    /// Starts at the first step.
    void setSteps(TokenizationSteps steps);
    int stepCount() const;
    int position() const { return m_position; }
    /// Brought into the steps; does not emit positionChanged.
    void setPosition(int position);
    /// For export.
    const Figure* figure() const;

Q_SIGNALS:
    /// The user has stepped.
    void positionChanged(int position);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void stepTo(int position);
    void showPosition();
    void retranslate();

    int m_position = 0;
    parented_ptr<IconButton> m_back;
    parented_ptr<IconButton> m_forward;
    parented_ptr<QSlider> m_slider;
    parented_ptr<QLabel> m_count;
    parented_ptr<QLabel> m_sentence;
    parented_ptr<MergeStepsCanvas> m_canvas;
};

} // namespace vitrine::widgets
