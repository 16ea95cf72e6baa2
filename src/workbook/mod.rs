//! 填报工作簿：把体系或填报写成可填的 xlsx，填好的再读回来。

pub mod layout;
