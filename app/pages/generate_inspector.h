#pragma once

#include <QWidget>

#include "app/workspace/laboratory.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QVBoxLayout;

namespace vitrine::widgets {
class SamplingPanel;
}

namespace vitrine::app {

class WhyPanel;

/// The right column of the Generate lens: the settings where the model continues texts, and why a
/// candidate is as probable as it is.
class GenerateInspector : public QWidget {
    Q_OBJECT
public:
    GenerateInspector(Laboratory& laboratory, QWidget* parent);

    WhyPanel& why() { return *m_why; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void followModel();
    void followOptions();
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_title;
    widgets::parented_ptr<widgets::SamplingPanel> m_settings;
    widgets::parented_ptr<WhyPanel> m_why;
};

} // namespace vitrine::app
